package dev.holdout.jobs;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Opens the Spark session, with defaults of Holdout's own for what the user has not set.
 *
 * <p>A setting of the user always wins: {@code --conf}, spark-submit's options, the cluster's
 * {@code spark-defaults.conf}. The master is never set, except to {@code local[*]} where there is
 * none. A session that exists already is used as it is.
 */
final class Sessions {
  private static final String EXTENSIONS = "spark.sql.extensions";
  private static final String DELTA = "io.delta.sql.DeltaSparkSessionExtension";

  /** What a cluster gets as well; the other defaults are for Spark inside this process. */
  private static final Set<String> EVERYWHERE =
      Set.of(EXTENSIONS, "spark.sql.catalog.spark_catalog", "spark.sql.session.timeZone");

  private Sessions() {}

  /** The session of this process, opened if need be. */
  static SparkSession open(String name) {
    if (SparkSession.getDefaultSession().isDefined()) {
      return SparkSession.getDefaultSession().get();
    }
    SparkConf settings = settle(new SparkConf(), defaults());
    Umask.apply(settings);
    String given = settings.get("spark.app.name", "");
    if (given.isEmpty() || given.equals(Holdout.class.getName())) {
      settings.setAppName(name);
    }
    return SparkSession.builder().config(settings).getOrCreate();
  }

  /** Stops the session, if there is one. */
  static void close() {
    if (SparkSession.getDefaultSession().isDefined()) {
      SparkSession.getDefaultSession().get().stop();
    }
  }

  /** Whether a cluster manager runs this driver and judges it by how {@code main} ends. */
  static boolean inClusterMode() {
    return "cluster".equals(System.getProperty("spark.submit.deployMode"));
  }

  /** Adds defaults to the user's settings. */
  static SparkConf settle(SparkConf settings, Properties defaults) {
    settings.setIfMissing("spark.master", "local[*]");
    boolean embedded = settings.get("spark.master").startsWith("local");
    for (String key : defaults.stringPropertyNames()) {
      if (embedded || EVERYWHERE.contains(key)) {
        settings.setIfMissing(key, defaults.getProperty(key));
      }
    }
    if (!embedded) {
      NeutralLocale.apply(settings);
    }
    String extensions = settings.get(EXTENSIONS, "");
    if (!extensions.contains(DELTA)) {
      settings.set(EXTENSIONS, extensions.isEmpty() ? DELTA : extensions + "," + DELTA);
    }
    return settings;
  }

  /**
   * {@code conf/spark-defaults.conf}: the file, where the launcher names it; else the jar's copy.
   */
  static Properties defaults() {
    Properties defaults = new Properties();
    String folder = System.getProperty("holdout.conf");
    try (Reader reader =
        folder == null
            ? new InputStreamReader(bundled(), StandardCharsets.UTF_8)
            : Files.newBufferedReader(Path.of(folder, "spark-defaults.conf"))) {
      defaults.load(reader);
    } catch (IOException e) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot read spark-defaults.conf in "
              + folder
              + ": found "
              + e
              + ", expected a file of keys and values. Restore it from version control.",
          e);
    }
    return defaults;
  }

  private static InputStream bundled() throws IOException {
    InputStream stream = Sessions.class.getResourceAsStream("spark-defaults.conf");
    if (stream == null) {
      throw new IOException("no copy of it in the jar");
    }
    return stream;
  }
}
