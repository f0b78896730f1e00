package dev.holdout.jobs.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.rand;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.evaluate.Evaluator;
import dev.holdout.evaluate.SegmentBy;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * All metrics with intervals of every segment and every pair of eight columns, beside one query of
 * Spark with {@code GROUPING SETS} and two aggregates over the same columns and pairs of the same
 * table; taking turns in one process, medians of several rounds.
 *
 * <p>Arguments: rows (default 10,000,000), rounds (default 3).
 */
public final class EvaluateBenchmark {
  private static final int COLUMNS = 8;
  private static final int[] VALUES = {2, 3, 3, 4, 5, 5, 6, 8};

  private EvaluateBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Path folder = Files.createTempDirectory("holdout-benchmark");
    SparkSession spark = Bench.session();
    try {
      String path = folder.resolve("predictions").toString();
      predictions(spark, rows).write().parquet(path);
      Dataset<Row> table = spark.read().parquet(path);
      JobSeconds jobs = new JobSeconds();
      spark.sparkContext().addSparkListener(jobs);
      double[] ours = new double[rounds];
      double[] plain = new double[rounds];
      Evaluation evaluation = null;
      for (int round = 0; round < rounds; round++) {
        double before = cpu();
        plain[round] = Bench.seconds(() -> groupingSets(spark, table));
        double between = cpu();
        Evaluation[] found = new Evaluation[1];
        jobs.reset();
        ours[round] = Bench.seconds(() -> found[0] = evaluate(table));
        spark.sparkContext().listenerBus().waitUntilEmpty(Duration.ofDays(1).toMillis());
        double scan = jobs.seconds();
        System.out.printf(
            Locale.ROOT,
            "CPU: GROUPING SETS %.1f s, evaluation %.1f s%n",
            between - before,
            cpu() - between);
        evaluation = found[0];
        System.out.printf(
            Locale.ROOT,
            "round %d: evaluation %.1f s, of which the scan %.1f s and the driver %.1f s; GROUPING"
                + " SETS %.1f s%n",
            round + 1,
            ours[round],
            scan,
            ours[round] - scan,
            plain[round]);
      }
      System.out.printf(
          Locale.ROOT,
          "%,d predictions, %,d segments of %d columns and all pairs, all metrics with intervals of"
              + " 1,000 draws: %.1f s; GROUPING SETS with two averages: %.1f s; ratio %.2f%n",
          rows,
          evaluation == null ? 0 : evaluation.segments().size(),
          COLUMNS,
          Bench.median(ours),
          Bench.median(plain),
          Bench.median(ours) / Bench.median(plain));
      if (evaluation != null) {
        evaluation.notes().forEach(System.out::println);
      }
    } finally {
      spark.stop();
    }
  }

  /** Seconds of processor time that this process took so far. */
  private static double cpu() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
            .getProcessCpuTime()
        / 1e9;
  }

  /** How long Spark's jobs took, one after another. */
  private static final class JobSeconds extends SparkListener {
    private final AtomicLong milliseconds = new AtomicLong();

    void reset() {
      milliseconds.set(0);
    }

    double seconds() {
      return milliseconds.get() / 1e3;
    }

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      milliseconds.addAndGet(-job.time());
    }

    @Override
    public void onJobEnd(SparkListenerJobEnd job) {
      milliseconds.addAndGet(job.time());
    }
  }

  private static Evaluation evaluate(Dataset<Row> table) {
    List<SegmentBy> segments = new ArrayList<>();
    for (int column = 0; column < COLUMNS; column++) {
      segments.add(SegmentBy.column("s" + column));
    }
    return new Evaluator(new EvaluationSpec(segments, 2, List.of(), 100, 50, 0.95, 1000, 1))
        .evaluate(table, "score", "label", 0.5);
  }

  private static void groupingSets(SparkSession spark, Dataset<Row> table) {
    table.createOrReplaceTempView("predictions");
    List<String> sets = new ArrayList<>();
    for (int one = 0; one < COLUMNS; one++) {
      sets.add("(s" + one + ")");
      for (int other = one + 1; other < COLUMNS; other++) {
        sets.add("(s" + one + ", s" + other + ")");
      }
    }
    String columns =
        IntStream.range(0, COLUMNS)
            .mapToObj(column -> "s" + column)
            .collect(Collectors.joining(", "));
    List<Row> groups =
        spark
            .sql(
                "SELECT "
                    + columns
                    + ", avg(score), avg(label) FROM predictions GROUP BY GROUPING SETS ("
                    + String.join(", ", sets)
                    + ")")
            .collectAsList();
    if (groups.isEmpty()) {
      throw new IllegalStateException("no groups");
    }
  }

  /** Calibrated scores that all differ, and columns of which some move the share of positives. */
  private static Dataset<Row> predictions(SparkSession spark, long rows) {
    Dataset<Row> table = spark.range(0, rows, 1, 8).toDF();
    Column odds = lit(-1.5);
    for (int column = 0; column < COLUMNS; column++) {
      Column value = pmod(hash(col("id"), lit(column)), lit(VALUES[column]));
      table = table.withColumn("s" + column, concat(lit("value "), value));
      odds = odds.plus(value.multiply(0.1));
    }
    Column noise = log(rand(1).divide(lit(1).minus(rand(1)))).multiply(1.2);
    table =
        table.withColumn("score", lit(1).divide(lit(1).plus(exp(odds.plus(noise).multiply(-1)))));
    return table.withColumn("label", rand(2).lt(col("score")).cast("double")).drop("id");
  }
}
