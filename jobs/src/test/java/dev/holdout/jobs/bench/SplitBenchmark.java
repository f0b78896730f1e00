package dev.holdout.jobs.bench;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import dev.holdout.split.FoldSpec;
import dev.holdout.split.FoldSpec.Scheme;
import dev.holdout.split.LabelSpec;
import dev.holdout.split.SplitPlan;
import dev.holdout.split.SplitSpec;
import dev.holdout.split.Splitter;
import dev.holdout.split.TestSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What planning a split and placing every row costs, as a ratio to a plain aggregation over the
 * same columns of the same Parquet table; alternating in one process, medians of several rounds.
 *
 * <p>The plain aggregation groups by the label and takes the least, the greatest and the number of
 * the values of the other columns. Arguments: rows (default 10,000,000), rounds (default 5).
 */
public final class SplitBenchmark {
  private static final LabelSpec LABEL = new LabelSpec("label", "yes");

  private SplitBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    Path folder = Files.createTempDirectory("holdout-benchmark");
    SparkSession spark = Bench.session();
    try {
      Dataset<Row> table = table(spark, rows, folder + "/rows");
      SplitSpec random = SplitSpec.random(0.2, 5, 7);
      Map<String, SplitSpec> specs = new LinkedHashMap<>();
      specs.put("stratified", random);
      specs.put("stratified, exact Test", random.with(TestSpec.exact(0.2)));
      specs.put(
          "stratified by group",
          random.groupedBy("customer").with(FoldSpec.of(Scheme.STRATIFIED_GROUP, 5)));
      SplitSpec walk = random.orderedBy("at").with(FoldSpec.of(Scheme.WALK_FORWARD, 5));
      specs.put("walk-forward", walk);
      specs.put("walk-forward, latest Test", walk.with(TestSpec.latest(0.2)));
      System.out.printf(Locale.ROOT, "%,d rows%n", rows);
      specs.forEach((name, spec) -> compare(name, spec, table, rows, rounds));
    } finally {
      spark.stop();
    }
  }

  private static void compare(
      String name, SplitSpec spec, Dataset<Row> table, long rows, int rounds) {
    Column[] seen = seen(spec);
    double[] plain = new double[rounds];
    double[] planned = new double[rounds];
    double[] placed = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      double one = Bench.seconds(() -> aggregate(table, seen));
      SplitPlan[] plan = new SplitPlan[1];
      double two = Bench.seconds(() -> plan[0] = new Splitter(LABEL, spec).plan(table, rows));
      double three =
          Bench.seconds(
              () ->
                  Splitter.split(table, LABEL, plan[0])
                      .assignment()
                      .groupBy("partition", Columns.BLOCK)
                      .count()
                      .collectAsList());
      if (round >= 0) {
        plain[round] = one;
        planned[round] = two;
        placed[round] = three;
      }
    }
    double unit = Bench.median(plain);
    System.out.printf(
        Locale.ROOT,
        "%-26s aggregation %.2f s; plan %.2f s: ratio %.2f; placing and counting all rows %.2f s: ratio %.2f%n",
        name,
        unit,
        Bench.median(planned),
        Bench.median(planned) / unit,
        Bench.median(placed),
        Bench.median(placed) / unit);
  }

  /** The columns that places depend on, beside the label. */
  private static Column[] seen(SplitSpec spec) {
    List<Column> seen = new ArrayList<>();
    spec.time().ifPresent(time -> seen.add(col(time)));
    if (spec.test().scheme() == TestSpec.Scheme.RANDOM) {
      seen.add(col(spec.group().orElse(Columns.SPLIT_UNIT)));
    }
    return seen.toArray(Column[]::new);
  }

  private static void aggregate(Dataset<Row> table, Column... columns) {
    List<Column> aggregates = new ArrayList<>();
    for (Column column : columns) {
      aggregates.addAll(List.of(min(column), max(column), count(column)));
    }
    table.groupBy("label").agg(count(lit(1)), aggregates.toArray(Column[]::new)).collectAsList();
  }

  /** Keys as text, 8 % positives, about four rows for each customer, times over two years. */
  private static Dataset<Row> table(SparkSession spark, long rows, String path) {
    Column hash = xxhash64(col("id"));
    spark
        .range(rows)
        .select(
            concat(lit("row-"), col("id")).as(Columns.ROW_KEY),
            concat(lit("row-"), col("id")).as(Columns.SPLIT_UNIT),
            when(pmod(hash, lit(100)).lt(8), "yes").otherwise("no").as("label"),
            concat(lit("c"), pmod(xxhash64(hash), lit(rows / 4))).as("customer"),
            timestamp_seconds(
                    lit(1_700_000_000L).plus(pmod(xxhash64(hash, lit(1)), lit(63_072_000L))))
                .as("at"))
        .write()
        .parquet(path);
    Dataset<Row> written = spark.read().parquet(path);
    written.agg(avg(xxhash64(col("label")))).collectAsList();
    return written;
  }
}
