package dev.holdout.lineage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The code that is running, as the build wrote it into the jar.
 *
 * @param version Holdout's version
 * @param commit the full commit id, or {@code unknown} where the sources were no checkout
 * @param spark the Spark version it was built against
 * @param delta the Delta version it was built against
 * @param scala the Scala version it was built against
 */
public record Build(String version, String commit, String spark, String delta, String scala) {
  private static final Build CURRENT = read();

  /** This build. */
  public static Build current() {
    return CURRENT;
  }

  private static Build read() {
    Properties properties = new Properties();
    try (InputStream stream = Build.class.getResourceAsStream("build.properties")) {
      if (stream != null) {
        properties.load(stream);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String commit = properties.getProperty("commit", "unknown");
    if (commit.contains("${")) {
      commit = "unknown";
    } else if (Boolean.parseBoolean(properties.getProperty("dirty", "false"))) {
      commit = commit + "-dirty";
    }
    return new Build(
        properties.getProperty("version", "unknown"),
        commit,
        properties.getProperty("spark", "unknown"),
        properties.getProperty("delta", "unknown"),
        properties.getProperty("scala", "unknown"));
  }
}
