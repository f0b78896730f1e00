package dev.holdout.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;

/**
 * The permissions that this process takes away from the files it makes.
 *
 * <p>Hadoop sets permissions itself, by a setting of its own whose default is 022, so that without
 * this a umask of 077 would leave readable by everybody what holds people's data.
 */
final class Umask {
  private static final String SETTING = "fs.permissions.umask-mode";
  private static final String DEFAULT = "022";

  private Umask() {}

  /**
   * Makes Hadoop honour the umask of this process, unless the user or the cluster chose another.
   */
  static void apply(SparkConf settings) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    if (!chosen(new Configuration())) {
      of(temporary)
          .filter(umask -> !umask.equals(DEFAULT))
          .ifPresent(umask -> settings.setIfMissing("spark.hadoop." + SETTING, umask));
    }
  }

  /** Whether one of Hadoop's own files, such as {@code core-site.xml}, says what to take away. */
  static boolean chosen(Configuration hadoop) {
    String[] sources = hadoop.getPropertySources(SETTING);
    return sources != null
        && sources.length > 0
        && !sources[sources.length - 1].contains("core-default.xml");
  }

  /**
   * Three octal digits, seen in a folder made for that and removed again; empty where the file
   * system has no such permissions or cannot be written.
   *
   * @param place where to make it
   */
  static Optional<String> of(Path place) {
    Path probe = place.resolve("holdout-umask-" + UUID.randomUUID());
    try {
      Files.createDirectory(probe);
      try {
        return Optional.of(missing(Files.getPosixFilePermissions(probe)));
      } finally {
        Files.delete(probe);
      }
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private static String missing(Set<PosixFilePermission> given) {
    int mask = 0;
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      mask = mask << 1 | (given.contains(permission) ? 0 : 1);
    }
    return String.format(Locale.ROOT, "%03o", mask);
  }
}
