package dev.holdout.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.contract.Occurrences;
import dev.holdout.measure.Wilson;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.SAME_THREAD)
class HalvedSlicesTest {
  private static final int TABLES = 200;
  private static final int ROWS = 4000;
  private static final int GROUPS = 6;
  private static final double WRONG = 0.3;
  private static final int WRONG_AT = 1;

  /** Rows and wrong rows by half. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Counts(long[] rows, long[] wrong) {
    double share(int half) {
      return (double) wrong[half] / rows[half];
    }
  }

  /**
   * In 200 tables of 24 distinct rows (label, prediction, group) each decision is wrong by the same
   * coin, 0.3. The group that is worst in the half searched is as good as any in the other half.
   */
  @Test
  void halvesOfFewDistinctRowsAreIndependent() {
    Counts[][] tables = counts();
    int missed = 0;
    double errors = 0;
    for (Counts[] groups : tables) {
      long[] rows = new long[2];
      Counts worst = groups[0];
      for (Counts group : groups) {
        rows[0] += group.rows[0];
        rows[1] += group.rows[1];
        worst = group.share(0) > worst.share(0) ? group : worst;
      }
      assertThat(rows[0] + rows[1]).isEqualTo(ROWS);
      // Five standard deviations of the binomial: √(4,000 / 4) = 31.6.
      assertThat((double) rows[0]).isCloseTo(ROWS / 2.0, within(158.0));
      var interval = Wilson.interval((double) worst.wrong[1], (double) worst.rows[1], 1.959964);
      missed += WRONG < interval.lower() || WRONG > interval.upper() ? 1 : 0;
      errors += worst.share(1) / TABLES;
    }
    // Of 200 intervals 10 miss; four standard deviations of that are 4 · √(200 · 0.05 · 0.95) =
    // 12.3.
    assertThat(missed).isLessThanOrEqualTo(22);
    // Four standard errors: 4 · √(0.3 · 0.7 / (200 · 333)).
    assertThat(errors).isCloseTo(WRONG, within(0.0071));
  }

  @Test
  void numbersDoNotDependOnOrderAndPartitioning() {
    Dataset<Row> rows = rows(1).selectExpr("grp", "wrong AS value", "hash");
    List<String> one = halves(rows.repartition(1));
    assertThat(one).hasSize(ROWS);
    assertThat(halves(rows.repartition(7).orderBy("value"))).isEqualTo(one);
    assertThat(Occurrences.numbered(Occurrences.counted(rows.limit(0))).count()).isZero();
    Dataset<Row> frequent = TestSession.spark().range(200_000).select(lit("a").as("grp"));
    assertThat(
            Occurrences.numbered(Occurrences.counted(frequent))
                .select(Occurrences.hash(lit(1L)).as("hash"))
                .distinct()
                .count())
        .as("more than one chunk of one row")
        .isEqualTo(200_000);
  }

  private static List<String> halves(Dataset<Row> rows) {
    return Occurrences.numbered(Occurrences.counted(rows))
        .select(expr("CONCAT(grp, value)"), Occurrences.hash(xxhash64(col("hash"))).cast("string"))
        .collectAsList()
        .stream()
        .map(row -> row.getString(0) + " " + row.getString(1))
        .sorted()
        .toList();
  }

  private static Counts[][] counts() {
    Counts[][] tables = new Counts[TABLES][GROUPS];
    for (Counts[] groups : tables) {
      for (int group = 0; group < GROUPS; group++) {
        groups[group] = new Counts(new long[2], new long[2]);
      }
    }
    Dataset<Row> distinct =
        Occurrences.counted(rows(TABLES).withColumnRenamed("hash", HalvedSlices.HASH));
    for (Row row :
        HalvedSlices.halved(distinct)
            .groupBy(col("tbl"), col("wrong"), col("grp"), col(HalvedSlices.HALF))
            .agg(count(lit(1)))
            .collectAsList()) {
      Counts counts = tables[(int) row.getLong(0)][(int) row.getLong(2)];
      int half = (int) row.getLong(3);
      counts.rows[half] += row.getLong(4);
      counts.wrong[half] += row.getInt(WRONG_AT) == 1 ? row.getLong(4) : 0;
    }
    return tables;
  }

  private static Dataset<Row> rows(int tables) {
    return TestSession.spark()
        .range(0, (long) tables * ROWS, 1, 4)
        .selectExpr(
            "id DIV " + ROWS + " AS tbl",
            "IF(pmod(xxhash64('wrong', id), 10) < 3, 1, 0) AS wrong",
            "pmod(xxhash64('group', id), " + GROUPS + ") AS grp",
            "pmod(xxhash64('label', id), 2) AS label")
        .withColumn("hash", xxhash64(col("tbl"), col("wrong"), col("grp"), col("label")))
        .drop("label");
  }
}
