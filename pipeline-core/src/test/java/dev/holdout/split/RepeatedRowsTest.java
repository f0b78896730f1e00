package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import dev.holdout.lineage.TableVersion;
import dev.holdout.split.RepeatedRowsDecision.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Rows without a key that are equal in every column: copies, or few distinct rows. */
@Execution(ExecutionMode.SAME_THREAD)
final class RepeatedRowsTest {
  private static final LabelSpec LABEL = new LabelSpec("label", "yes");
  private static final TableVersion STORED = new TableVersion("splits/x", 0, 4000, "00");
  private static final SplitSpec AUTO = SplitSpec.random(0.2, 5, 42).with(RepeatedRows.AUTO);

  @Test
  void aTableOfFewDistinctRowsIsDividedInTheSharesAskedFor() {
    Dataset<Row> rows = distinct(4000, 12);
    for (SplitSpec spec :
        List.of(
            AUTO,
            AUTO.with(TestSpec.exact(0.2)).stratifiedBy("x"),
            AUTO.with(TestSpec.exact(0.2)).with(FoldSpec.of(FoldSpec.Scheme.HOLDOUT, 2)))) {
      SplitPlan plan = plan(spec, rows, Optional.empty());
      // 4,000 = 12 · 333 + 4.
      assertThat(plan.repeatedRows())
          .contains(
              new RepeatedRowsDecision(RepeatedRows.SPREAD, Reason.LARGE_SET, 4000, 4000, 334));
      SplitReport report = report(plan, rows);
      assertThat(report.training() + report.test()).isEqualTo(4000);
      if (spec.test().exact()) {
        // Of each of two classes a fifth, and of all.
        assertThat(report.test()).isEqualTo(800);
      } else {
        // Four standard deviations of the binomial: √(4,000 · 0.2 · 0.8) = 25.3.
        assertThat((double) report.test()).isCloseTo(800, within(101.2));
      }
      for (SplitReport.FoldCount fold : report.folds()) {
        double asked =
            spec.folds().scheme() == FoldSpec.Scheme.HOLDOUT ? 800 : report.training() / 5.0;
        assertThat((double) fold.validation().rows()).isCloseTo(asked, within(1.0));
      }
      assertThat(Json.read(Json.canonical(plan), SplitPlan.class)).isEqualTo(plan);
      assertThat(Json.read(Json.canonical(report), SplitReport.class)).isEqualTo(report);
    }
  }

  @Test
  void rowsStayWhereTheyAreWhenTheTableGrowsAndInAnyPartitioning() {
    for (SplitSpec spec : List.of(AUTO, AUTO.with(TestSpec.exact(0.2)))) {
      Dataset<Row> early = distinct(2000, 12);
      Split first = split(spec, early, Optional.empty());
      Splitter.Before before =
          new Splitter.Before(first.plan(), first.assignment().localCheckpoint());
      Split grown = split(spec, distinct(4000, 12).repartition(5), Optional.of(before));
      assertThat(grown.plan().repeatedRows().orElseThrow().reason()).isEqualTo(Reason.AS_BEFORE);
      Map<String, String> places = PartitionsByKey.of(grown);
      assertThat(places).hasSize(4000).containsAllEntriesOf(PartitionsByKey.of(first));
      if (spec.test().exact()) {
        assertThat(
                PartitionsByKey.of(
                    split(spec, distinct(4000, 12).orderBy(col("x").desc()), Optional.of(before))))
            .isEqualTo(places);
        assertThat(places.values().stream().filter("test"::equals).count()).isEqualTo(800);
      }
    }
  }

  @Test
  void copiesOfFewRowsStayTogetherAndKeepDoingSo() {
    Dataset<Row> rows = copies(4000, 2);
    Split split = split(AUTO, rows, Optional.empty());
    assertThat(split.plan().repeatedRows())
        .contains(new RepeatedRowsDecision(RepeatedRows.TOGETHER, Reason.SMALL_SETS, 4000, 400, 2));
    assertThat(divided(split)).isZero();
    // Without repeats nothing can move, so that the choice is still open when the table grows.
    Split alone = split(AUTO, copies(3600, 1), Optional.empty());
    assertThat(alone.plan().repeatedRows().orElseThrow().reason()).isEqualTo(Reason.NO_REPEATS);
    Dataset<Row> more = rows.unionByName(distinct(800, 2));
    SplitPlan grown =
        plan(AUTO, more, Optional.of(new Splitter.Before(split.plan(), split.assignment())));
    assertThat(grown.repeatedRows().orElseThrow().chosen()).isEqualTo(RepeatedRows.TOGETHER);
    assertThat(grown.repeatedRows().orElseThrow().reason()).isEqualTo(Reason.AS_BEFORE);
    SplitPlan open =
        plan(AUTO, more, Optional.of(new Splitter.Before(alone.plan(), alone.assignment())));
    assertThat(open.repeatedRows().orElseThrow().reason()).isEqualTo(Reason.LARGE_SET);
  }

  @Test
  void setsThatWouldMissTheSharesAskedForAreSpread() {
    // 104 sets of 38 and 39 rows: whole sets miss folds that are exact to one row.
    SplitPlan plan = plan(AUTO, distinct(4000, 104), Optional.empty());
    RepeatedRowsDecision decision = plan.repeatedRows().orElseThrow();
    assertThat(decision.largest()).isEqualTo(39);
    assertThat(decision.reason()).isEqualTo(Reason.SHARES_MISSED);
    assertThat(decision.chosen()).isEqualTo(RepeatedRows.SPREAD);
    assertThat(SharesMet.met(9, 50, 0.2, true)).as("one row of 50").isTrue();
    assertThat(SharesMet.met(8, 50, 0.2, true)).as("two rows of 50").isFalse();
    assertThat(SharesMet.met(90, 500, 0.2, false)).as("1.1 standard deviations").isTrue();
    assertThat(SharesMet.met(60, 500, 0.2, false)).as("4.5 standard deviations").isFalse();
  }

  @Test
  void partsWithoutRowsAreAnErrorThatNamesThemAndTheRemedy() {
    // Ten sets of equal rows remain for Training: they cannot be in more than ten folds.
    SplitSpec together =
        SplitSpec.random(0.2, 20, 42).with(RepeatedRows.TOGETHER).with(TestSpec.exact(0.2));
    Dataset<Row> rows = distinct(4000, 12);
    assertThatThrownBy(() -> report(plan(together, rows, Optional.empty()), rows))
        .isInstanceOfSatisfying(
            HoldoutException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_INSUFFICIENT))
        .hasMessageContaining("Cannot split: found parts without rows")
        .hasMessageMatching("(?s).*fold \\d+, validation: found no rows, expected at least one.*")
        .hasMessageContaining("Lower `split.folds`")
        .hasMessageContaining("set `split.repeated_rows: spread` if they are not copies");
    SplitSpec prepared = SplitSpec.random(0.2, 5, 42).with(TestSpec.prepared("part"));
    Dataset<Row> noTest = distinct(400, 400).withColumn("part", lit("train"));
    assertThatThrownBy(() -> report(plan(prepared, noTest, Optional.empty()), noTest))
        .hasMessageContaining(
            "Test: found no rows, expected at least one. Correct the column \"part\"");
  }

  @Test
  void groupsDecideAndRowsWithoutOneFollowTheRule() {
    SplitSpec spec = AUTO.groupedBy("group").with(FoldSpec.of(FoldSpec.Scheme.STRATIFIED_GROUP, 3));
    Dataset<Row> rows =
        distinct(1200, 6).withColumn("group", expr("IF(id < 600, CONCAT('g', id % 100), NULL)"));
    Split split = split(spec, rows, Optional.empty());
    assertThat(split.plan().repeatedRows())
        .contains(new RepeatedRowsDecision(RepeatedRows.SPREAD, Reason.LARGE_SET, 600, 600, 200));
    Map<String, String> places = PartitionsByKey.of(split);
    assertThat(
            rows
                .filter("group IS NOT NULL")
                .select("group", Columns.ROW_KEY)
                .collectAsList()
                .stream()
                .map(row -> row.getString(0) + " " + places.get(row.getString(1)))
                .distinct()
                .count())
        .as("each of 100 groups in one partition")
        .isEqualTo(100);
    long alone =
        rows.filter("group IS NULL").select(Columns.ROW_KEY).collectAsList().stream()
            .filter(row -> "test".equals(places.get(row.getString(0))))
            .count();
    // Four standard deviations of the binomial: √(600 · 0.2 · 0.8) = 9.8.
    assertThat((double) alone).isCloseTo(120, within(39.2));
  }

  @Test
  void theChoiceIsPartOfTheRuleOnlyWhereItIsMade() {
    SplitSpec keyed = SplitSpec.random(0.2, 5, 42);
    assertThat(Json.canonical(AUTO.testRule())).isEqualTo(Json.canonical(keyed.testRule()));
    assertThat(keyed.with(RepeatedRows.SPREAD).testRule())
        .isNotEqualTo(keyed.with(RepeatedRows.TOGETHER).testRule())
        .isNotEqualTo(keyed.testRule());
    Dataset<Row> rows = copies(300, 1);
    assertThat(plan(keyed, rows, Optional.empty()).repeatedRows()).isEmpty();
    assertThat(plan(AUTO, rows, Optional.empty()).test())
        .isEqualTo(plan(keyed, rows, Optional.empty()).test());
  }

  /** Rows of so many contents, each with its share of them. */
  private static Dataset<Row> distinct(long count, int contents) {
    return numbered(count, expr("id % " + contents), expr("id DIV " + contents + " + 1"));
  }

  /** Rows of which the first tenth of the contents occur so often, the others once. */
  private static Dataset<Row> copies(long count, int times) {
    long repeated = count / 20 * (times - 1);
    return numbered(
        count,
        expr("IF(id >= " + (count - repeated) + ", id - " + (count - repeated) + ", id) + 1000"),
        expr("IF(id >= " + (count - repeated) + ", 2, 1)"));
  }

  private static Dataset<Row> numbered(long count, Column content, Column occurrence) {
    Column unit = concat(lit("unit "), col("x"));
    return TestSession.spark()
        .range(count)
        .withColumn("x", content)
        .withColumn("occurrence", occurrence)
        .withColumn(Columns.SPLIT_UNIT, unit)
        .withColumn(
            Columns.ROW_KEY,
            when(col("occurrence").equalTo(1), unit)
                .otherwise(concat(unit, lit("#"), col("occurrence"))))
        .withColumn("label", when(col("x").mod(2).equalTo(0), "yes").otherwise("no"))
        .drop("occurrence")
        .localCheckpoint();
  }

  private static SplitPlan plan(
      SplitSpec spec, Dataset<Row> rows, Optional<Splitter.Before> before) {
    return new Splitter(LABEL, spec).plan(rows, 4000, before);
  }

  private static Split split(SplitSpec spec, Dataset<Row> rows, Optional<Splitter.Before> before) {
    return Splitter.split(rows, LABEL, plan(spec, rows, before), before);
  }

  private static SplitReport report(SplitPlan plan, Dataset<Row> rows) {
    return AssignmentCounts.report(
        plan, LABEL, rows.schema(), STORED, Splitter.split(rows, LABEL, plan).assignment());
  }

  /** Contents with rows in more than one place. */
  private static long divided(Split split) {
    return split
        .assignment()
        .selectExpr(
            "substring_index(_row_key, '#', 1) AS unit",
            "CONCAT(partition, COALESCE(_block, -1)) AS place")
        .groupBy("unit")
        .agg(expr("COUNT(DISTINCT place)").as("places"))
        .filter("places > 1")
        .count();
  }
}
