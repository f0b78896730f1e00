package dev.holdout.fault;

import java.util.regex.Pattern;

/**
 * An operation that changes a file system.
 *
 * @param kind which
 * @param path the file below the root, the target of a rename; parts that are random or the time
 *     are replaced, so that the same step of another run is equal
 */
public record Operation(Kind kind, String path) {
  private static final Pattern RANDOM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern RUN = Pattern.compile("\\d{8}-\\d{6}-[0-9a-f]{4}");
  private static final Pattern JOB = Pattern.compile("(?<=[_-])\\d{10,}[_\\d]*");

  /** The kinds of operations. */
  public enum Kind {
    CREATE,
    /** The first bytes that go into a file. */
    WRITE,
    RENAME,
    DELETE,
    MKDIRS;

    /** Whether it needs room on the disk. */
    boolean needsRoom() {
      return this == CREATE || this == WRITE || this == MKDIRS;
    }
  }

  static Operation of(Kind kind, String path) {
    String named = RANDOM.matcher(path).replaceAll("RANDOM");
    named = RUN.matcher(named).replaceAll("RUN");
    return new Operation(kind, JOB.matcher(named).replaceAll("JOB"));
  }

  @Override
  public String toString() {
    return kind + " " + path;
  }
}
