package dev.holdout.jobs.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import dev.holdout.feature.PreprocessingPlan;
import dev.holdout.jobs.demo.LoansTable;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.GivenTraining;
import dev.holdout.split.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What preprocessing for k folds and the final model costs, for several k on the same cached rows;
 * taking turns in one process, medians of several rounds. Beside each figure stands what it would
 * be if the cost of the fewest folds grew linearly.
 *
 * <p>Arguments: rows (default 300,000), rounds (default 7), folder of {@code loans.yaml}.
 */
public final class FoldsBenchmark {
  private static final int[] FOLDS = {2, 5, 10, 20};

  private FoldsBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 300_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    Path conf = Path.of(arguments.length > 2 ? arguments[2] : "conf");
    try (Bench bench = Bench.of(conf.resolve("loans.yaml"), Map.of())) {
      LoansTable.write(bench.spark(), bench.spec().workspace() + "/loans", rows, 1);
      Dataset<Row> table =
          bench.tables().read(bench.ingest()).persist(StorageLevel.MEMORY_AND_DISK());
      System.out.printf(Locale.ROOT, "%,d rows%n", table.count());
      PreprocessingPlan plan = PreprocessingPlan.of(table.schema(), bench.spec().features());
      List<double[]> seconds = new ArrayList<>();
      for (int unused : FOLDS) {
        seconds.add(new double[rounds]);
      }
      for (int round = -2; round < rounds; round++) {
        for (int at = 0; at < FOLDS.length; at++) {
          FoldPlan folds = FoldPlan.kFold(FOLDS[at]);
          Training training = GivenTraining.of(inBlocks(table, FOLDS[at]));
          double taken = Bench.seconds(() -> plan.fit(training, folds));
          if (round >= 0) {
            seconds.get(at)[round] = taken;
          }
        }
      }
      double first = Bench.median(seconds.get(0));
      for (int at = 0; at < FOLDS.length; at++) {
        double median = Bench.median(seconds.get(at));
        System.out.printf(
            Locale.ROOT,
            "%2d folds and all rows: %.2f s, %.2f of linear growth (median of %d rounds)%n",
            FOLDS[at],
            median,
            median / (first * FOLDS[at] / FOLDS[0]),
            rounds);
      }
    }
  }

  private static Dataset<Row> inBlocks(Dataset<Row> table, int blocks) {
    return table.withColumn(
        Columns.BLOCK, pmod(xxhash64(col(Columns.ROW_KEY)), lit(blocks)).cast("int"));
  }
}
