package dev.holdout.jobs.bench;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.rand;

import dev.holdout.contract.Columns;
import dev.holdout.decide.BestMcc;
import dev.holdout.decide.CalibratorKind;
import dev.holdout.decide.Cost;
import dev.holdout.decide.CostMatrix;
import dev.holdout.decide.CostedScores;
import dev.holdout.decide.Decision;
import dev.holdout.decide.DecisionFitter;
import dev.holdout.decide.DecisionSpec;
import dev.holdout.decide.DecisionStep;
import dev.holdout.decide.LeastCost;
import dev.holdout.learn.CrossValidation;
import dev.holdout.learn.OutOfFoldScores;
import dev.holdout.lineage.TableVersion;
import dev.holdout.measure.Confidence;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.GivenTraining;
import dev.holdout.split.Training;
import dev.holdout.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a calibrator and a threshold cost to find from stored out-of-fold scores, beside a plain
 * aggregation over the same columns of the same table; taking turns in one process, medians of
 * several rounds. After that the whole decision step, with its intervals and rivals, once.
 *
 * <p>Arguments: rows (default 10,000,000), rounds (default 3).
 */
public final class ThresholdBenchmark {
  private static final FoldPlan PLAN = FoldPlan.kFold(5);
  private static final CostMatrix STAKES = CostMatrix.of(Cost.of(20), Cost.times(1, "stake"));

  private ThresholdBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Path folder = Files.createTempDirectory("holdout-benchmark");
    SparkSession spark = Bench.session();
    try {
      Tables tables = new Tables(spark, folder.toString(), 1);
      TableVersion data =
          tables.write("data", data(spark, rows), Tables.Mode.OVERWRITE, "data", "benchmark");
      Dataset<Row> training = tables.read(data);
      TableVersion scores =
          tables.write(
              "scores",
              training.select(
                  col(Columns.ROW_KEY),
                  lit("winner").as("candidate"),
                  col(Columns.BLOCK).as("fold"),
                  col(Columns.LABEL),
                  col("score").as("_score")),
              Tables.Mode.OVERWRITE,
              "scores",
              "benchmark");
      System.out.printf(Locale.ROOT, "%,d scores%n", rows);
      compare(
          tables,
          new CrossValidation("roc_auc", List.of(), "winner", "", scores, Optional.empty()),
          GivenTraining.of(training.drop("score")),
          rounds);
    } finally {
      spark.stop();
    }
  }

  private static Dataset<Row> data(SparkSession spark, long rows) {
    return spark
        .range(0, rows, 1, 8)
        .withColumn("score", rand(1))
        .select(
            concat(lit("r"), col("id").cast("string")).as(Columns.ROW_KEY),
            rand(2).lt(col("score").multiply(col("score"))).cast("double").as(Columns.LABEL),
            pmod(col("id"), lit(5)).cast("int").as(Columns.BLOCK),
            rand(3).multiply(lit(100.0)).as("stake"),
            col("score").plus(rand(4)).as("x"),
            col("score"));
  }

  private static void compare(
      Tables tables, CrossValidation search, Training training, int rounds) {
    DecisionSpec mcc = DecisionSpec.of(CalibratorKind.ISOTONIC, new BestMcc());
    DecisionSpec costs = DecisionSpec.of(CalibratorKind.ISOTONIC, new LeastCost(STAKES));
    double[] plain = new double[rounds];
    double[] same = new double[rounds];
    double[] byRow = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      double one = Bench.seconds(() -> aggregate(tables.read(search.outOfFold())));
      Decision[] decisions = new Decision[2];
      double two =
          Bench.seconds(
              () ->
                  decisions[0] =
                      DecisionFitter.fit(OutOfFoldScores.ofWinner(tables, search, PLAN), mcc));
      double three =
          Bench.seconds(
              () ->
                  decisions[1] =
                      DecisionFitter.fit(
                          CostedScores.ofWinner(tables, search, training, PLAN, STAKES), costs));
      if (round >= 0) {
        plain[round] = one;
        same[round] = two;
        byRow[round] = three;
      } else {
        System.out.printf(
            Locale.ROOT,
            "thresholds %.4f by Matthews correlation, %.4f by costs of each row%n",
            decisions[0].threshold(),
            decisions[1].threshold());
      }
    }
    double base = Bench.median(plain);
    System.out.printf(Locale.ROOT, "plain aggregation of the scores: %.2f s%n", base);
    print("calibrator and threshold", Bench.median(same), base);
    print("the same with costs of each row, joined", Bench.median(byRow), base);
    double step =
        Bench.seconds(
            () ->
                new DecisionStep(tables, mcc, new Confidence(0.95, 1_000, 1))
                    .run(search, training, PLAN, List.of("stake", "x")));
    print("the whole step with intervals and rivals, once", step, base);
  }

  private static void print(String what, double seconds, double base) {
    System.out.printf(
        Locale.ROOT, "%s: %.2f s, %.1f times the aggregation%n", what, seconds, seconds / base);
  }

  private static void aggregate(Dataset<Row> scores) {
    scores
        .filter(col("candidate").equalTo("winner"))
        .groupBy("fold", Columns.LABEL)
        .agg(count(lit(1)), avg("_score"))
        .collectAsList();
  }
}
