package dev.holdout.table;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/** Paths from texts that people write, and texts for what reads its paths as patterns. */
public final class Paths {
  /** A scheme is followed by a slash; any other colon is part of a name. */
  private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");

  private Paths() {}

  /** The path that a text names: colons, blanks, percent signs and hashes mean themselves. */
  public static Path of(String text) {
    return new Path(plain(text));
  }

  /** The same text in a form that Hadoop and Spark read as that path. */
  public static String plain(String text) {
    int colon = text.indexOf(':');
    int slash = text.indexOf('/');
    boolean name = colon >= 0 && (slash < 0 || colon < slash);
    return name && !WITH_SCHEME.matcher(text).matches() ? "./" + text : text;
  }

  /**
   * Refuses a folder from which Spark cannot load models: Hadoop matches no pattern, nor a name
   * that could be one, below a folder with a colon.
   */
  static void checkModels(String folder) {
    String path = of(folder).toUri().getPath();
    if (path.contains(":") && !literal(path).equals(path)) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot use the workspace "
              + folder
              + ": found a colon beside one of \\ { } [ ] * ? in its path, expected one or the"
              + " other, since models cannot be loaded from there. Name another folder.");
    }
  }

  /** A path in which the characters of patterns mean themselves. */
  public static String literal(String path) {
    return path.replaceAll("([\\\\{}\\[\\]*?])", "\\\\$1");
  }
}
