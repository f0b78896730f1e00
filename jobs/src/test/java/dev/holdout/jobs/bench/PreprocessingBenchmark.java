package dev.holdout.jobs.bench;

import static org.apache.spark.sql.functions.lit;

import dev.holdout.config.PipelineFile;
import dev.holdout.contract.Columns;
import dev.holdout.contract.Ingest;
import dev.holdout.contract.Ingestion;
import dev.holdout.feature.PreprocessingPlan;
import dev.holdout.jobs.demo.LoansTable;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.Split;
import dev.holdout.split.Splitter;
import dev.holdout.split.Training;
import dev.holdout.table.Tables;
import dev.holdout.workflow.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * What preprocessing for five folds and the final model costs, as a ratio to one fit on the same
 * table; alternating in one process, medians of several rounds.
 *
 * <p>Arguments: rows (default 1,000,000), rounds (default 7), folder of {@code loans.yaml}.
 */
public final class PreprocessingBenchmark {
  private PreprocessingBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    Path conf = Path.of(arguments.length > 2 ? arguments[2] : "conf");
    Path workspace = Files.createTempDirectory("holdout-benchmark");
    SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .getOrCreate();
    try {
      PipelineSpec spec =
          PipelineFile.load(
                  conf.resolve("loans.yaml"),
                  Map.of("workspace", workspace.toString()),
                  name -> name.equals("HOLDOUT_DEMO") ? workspace.toString() : System.getenv(name))
              .spec();
      LoansTable.write(spark, workspace + "/loans", rows, 1);
      Tables tables = new Tables(spark, spec.workspace(), 1);
      Ingestion data =
          new Ingest(tables).ingest("loans", spec.source(), spec.contract(), "benchmark");
      var dataset = tables.read(data.dataset());
      Split split =
          Splitter.split(
              dataset,
              spec.label(),
              new Splitter(spec.label(), spec.split()).plan(dataset, data.dataset().rows()));
      Training folds = split.training().as(all -> all.persist(StorageLevel.MEMORY_AND_DISK()));
      System.out.printf(Locale.ROOT, "%,d training rows%n", folds.rows().count());
      Training one = folds.as(all -> all.withColumn(Columns.BLOCK, lit(0)));
      PreprocessingPlan plan = PreprocessingPlan.of(folds.rows().schema(), spec.features());
      double[] single = new double[rounds];
      double[] all = new double[rounds];
      for (int round = -2; round < rounds; round++) {
        double alone = seconds(() -> plan.fit(one, new FoldPlan(1, 1, List.of())));
        double together = seconds(() -> plan.fit(folds, split.plan().folds()));
        if (round >= 0) {
          single[round] = alone;
          all[round] = together;
        }
      }
      System.out.printf(
          Locale.ROOT,
          "one fit %.2f s, %d folds and all %.2f s: ratio %.2f (medians of %d rounds)%n",
          median(single),
          split.plan().folds().folds().size(),
          median(all),
          median(all) / median(single),
          rounds);
    } finally {
      spark.stop();
    }
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
