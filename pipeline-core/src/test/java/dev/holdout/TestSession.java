package dev.holdout;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;

/**
 * The one Spark session that all tests of a module share: UTC, two shuffle partitions, Delta, no
 * UI.
 */
public final class TestSession {
  private static final SparkSession SPARK =
      SparkSession.builder()
          .master("local[2]")
          .appName("holdout-tests")
          .config("spark.ui.enabled", "false")
          .config("spark.sql.session.timeZone", "UTC")
          .config("spark.sql.shuffle.partitions", "2")
          .config("spark.default.parallelism", "2")
          .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
          .config(
              "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
          .config("spark.databricks.delta.snapshotPartitions", "2")
          .config("spark.databricks.delta.stats.skipping", "true")
          // Tests plan the same kinds of queries over and over: what was compiled once is kept.
          .config("spark.sql.codegen.cache.maxEntries", "20000")
          .config("spark.sql.warehouse.dir", "target/spark-warehouse")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.driver.host", "127.0.0.1")
          .getOrCreate();

  private TestSession() {}

  public static SparkSession spark() {
    return SPARK;
  }

  /** Returns once listeners have heard of all that ran so far, however long that takes. */
  public static void awaitListeners() {
    try {
      SPARK.sparkContext().listenerBus().waitUntilEmpty(Duration.ofDays(1).toMillis());
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
