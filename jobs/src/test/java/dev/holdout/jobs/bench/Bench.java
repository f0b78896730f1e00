package dev.holdout.jobs.bench;

import dev.holdout.config.PipelineFile;
import dev.holdout.contract.Ingest;
import dev.holdout.lineage.TableVersion;
import dev.holdout.table.Tables;
import dev.holdout.workflow.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** A session, a pipeline and a workspace of its own for a benchmark; and a stop watch. */
record Bench(SparkSession spark, PipelineSpec spec, Tables tables) implements AutoCloseable {
  /**
   * Sets up.
   *
   * @param pipeline the pipeline file
   * @param overrides as for {@code --set}
   */
  static Bench of(Path pipeline, Map<String, String> overrides) throws IOException {
    String workspace = Files.createTempDirectory("holdout-benchmark").toString();
    SparkSession spark = session();
    Map<String, String> all = new TreeMap<>(overrides);
    all.put("workspace", workspace);
    PipelineSpec spec =
        PipelineFile.load(
                pipeline,
                all,
                name -> name.equals("HOLDOUT_DEMO") ? workspace : System.getenv(name))
            .spec();
    return new Bench(spark, spec, new Tables(spark, spec.workspace(), 1));
  }

  /** The session that the command line has. */
  static SparkSession session() {
    return SparkSession.builder()
        .master("local[*]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.databricks.delta.snapshotPartitions", "2")
        .getOrCreate();
  }

  /** The pipeline's dataset. */
  TableVersion ingest() {
    return new Ingest(tables)
        .ingest(spec.name(), spec.source(), spec.contract(), "benchmark")
        .dataset();
  }

  static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  @Override
  public void close() {
    spark.stop();
  }
}
