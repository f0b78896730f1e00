package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.contract.Columns;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import dev.holdout.lineage.TableVersion;
import dev.holdout.split.FoldSpec.Scheme;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What appended rows do to earlier ones, and what is kept from one version to the next. */
final class StabilityTest {
  private static final SplitSpec RANDOM = SplitSpec.random(0.25, 3, 9);
  private static final TableVersion STORED = new TableVersion("splits/x", 0, 150, "00");

  @Test
  void aGroupOnceInTestStaysThere() {
    SplitSpec spec = RANDOM.groupedBy("the group").with(FoldSpec.of(Scheme.STRATIFIED_GROUP, 3));
    Map<String, String> before = partitions(split(spec, 150, Optional.empty()));
    assertThat(partitions(split(spec, 390, Optional.empty()))).containsAllEntriesOf(before);
  }

  @Test
  void exactSharesKeepWhatIsPlacedAndRestoreTheShare() {
    for (SplitSpec spec :
        List.of(
            RANDOM.with(TestSpec.exact(0.25)),
            RANDOM
                .groupedBy("the group")
                .with(FoldSpec.of(Scheme.GROUP, 3))
                .with(TestSpec.exact(0.25)))) {
      Split first = split(spec, 150, Optional.empty());
      Splitter.Before before =
          new Splitter.Before(first.plan(), first.assignment().localCheckpoint());
      Split grown = split(spec, 390, Optional.of(before));
      Map<String, String> then = partitions(grown);
      assertThat(then).hasSize(390).containsAllEntriesOf(partitions(first));
      long test = then.values().stream().filter("test"::equals).count();
      assertThat(test)
          .as("of 390 rows")
          .isBetween(spec.group().isPresent() ? 85L : 97L, spec.group().isPresent() ? 110L : 98L);
    }
  }

  @Test
  void exactSharesTakeNoNewRowsAndNewRowsOfOneClass() {
    SplitSpec byRow = RANDOM.with(TestSpec.exact(0.25));
    for (SplitSpec spec :
        List.of(
            byRow,
            byRow.with(FoldSpec.of(Scheme.HOLDOUT, 2)),
            byRow.groupedBy("the group").with(FoldSpec.of(Scheme.GROUP, 3)))) {
      Split first = split(spec, 150, Optional.empty());
      Splitter.Before before =
          new Splitter.Before(first.plan(), first.assignment().localCheckpoint());
      assertThat(partitions(split(spec, 150, Optional.of(before)))).isEqualTo(partitions(first));
      Dataset<Row> rows =
          RandomTable.of(5, 390)
              .dataset()
              .filter("INT(SUBSTRING(_row_key, 5)) < 150 OR label = 'no'");
      Split grown =
          Splitter.split(
              rows, RandomTable.LABEL, plan(spec, rows, Optional.of(before)), Optional.of(before));
      assertThat(partitions(grown)).containsAllEntriesOf(partitions(first));
      if (spec.folds().scheme() == Scheme.HOLDOUT) {
        double validates = grown.training().rows().filter("_block = 1").count();
        assertThat(validates / rows.count()).as("of all rows").isBetween(0.19, 0.21);
      }
    }
  }

  @Test
  void refusesRowsOfTestWithoutALabel() {
    for (SplitSpec spec : List.of(RANDOM, RANDOM.with(TestSpec.exact(0.25)))) {
      Split labelled = split(spec, 150, Optional.empty());
      Row inTest =
          labelled.assignment().filter("partition = 'test'").orderBy(Columns.ROW_KEY).head();
      Dataset<Row> rows =
          RandomTable.of(5, 150)
              .dataset()
              .withColumn(
                  "label", expr("IF(_row_key = '" + inTest.getString(0) + "', NULL, label)"));
      assertThatThrownBy(
              () -> {
                SplitPlan plan = plan(spec, rows, Optional.empty());
                Dataset<Row> assignment =
                    Splitter.split(rows, RandomTable.LABEL, plan).assignment();
                AssignmentCounts.report(plan, RandomTable.LABEL, rows.schema(), STORED, assignment);
              })
          .isInstanceOf(HoldoutException.class)
          .hasMessageContaining("1 of 150 rows have no value in the label column \"label\"");
    }
  }

  @Test
  void countsRowsWithoutATimeWhereNoSchemeNeedsOne() {
    SplitSpec spec = RANDOM.orderedBy("at");
    Dataset<Row> rows =
        RandomTable.of(5, 150).dataset().withColumn("at", expr("CAST(NULL AS TIMESTAMP)"));
    SplitPlan plan = plan(spec, rows, Optional.empty());
    SplitReport report =
        AssignmentCounts.report(
            plan,
            RandomTable.LABEL,
            rows.schema(),
            STORED,
            Splitter.split(rows, RandomTable.LABEL, plan).assignment());
    assertThat(report.training() + report.test()).isEqualTo(150);
    assertThat(report.timeline()).isEmpty();
  }

  @Test
  void aBoundaryInTimeMovesForwardOnly() {
    SplitSpec spec = RANDOM.orderedBy("at").with(TestSpec.latest(0.25));
    Dataset<Row> rows = RandomTable.of(3, 200).dataset();
    Split first = Splitter.split(rows, RandomTable.LABEL, plan(spec, rows, Optional.empty()));
    long boundary = first.plan().test().steps().lastLimit();
    // Many early rows arrive late: by share alone the boundary would go back.
    Dataset<Row> early = rows.filter("hour(at) < 12 AND at < '2024-03-24'");
    Dataset<Row> grown = rows;
    for (int copy = 0; copy < 4; copy++) {
      grown =
          grown.union(
              early.withColumn(Columns.ROW_KEY, concat(col(Columns.ROW_KEY), lit("/" + copy))));
    }
    assertThat(plan(spec, grown, Optional.empty()).test().steps().lastLimit()).isLessThan(boundary);
    assertThat(
            plan(spec, grown, Optional.of(new Splitter.Before(first.plan(), first.assignment())))
                .test()
                .steps()
                .lastLimit())
        .isEqualTo(boundary);
  }

  @Test
  void testBeginsWhereItIsTold() {
    SplitSpec spec = RANDOM.orderedBy("at").with(TestSpec.from("2024-03-25"));
    Dataset<Row> rows = RandomTable.of(3, 200).dataset();
    Split split = Splitter.split(rows, RandomTable.LABEL, plan(spec, rows, Optional.empty()));
    assertThat(split.training().rows().filter("at >= '2024-03-25'").count()).isZero();
    assertThat(
            split.test().open(purpose -> {}, "a test").rows().filter("at < '2024-03-25'").count())
        .isZero();
  }

  @Test
  void aPlanReadAgainIsTheSamePlan() {
    Split split = split(RANDOM.stratifiedBy("segment"), 150, Optional.empty());
    String json = Json.canonical(split.plan());
    assertThat(Json.read(json, SplitPlan.class)).isEqualTo(split.plan());
  }

  @Test
  void namesRowsWithoutATimeOrAPartition() {
    Dataset<Row> rows =
        RandomTable.of(3, 150)
            .dataset()
            .withColumn("at", expr("IF(_row_key = 'key 7', NULL, at)"))
            .withColumn(
                "part",
                expr(
                    "CASE _row_key WHEN 'key 1' THEN 'tset' WHEN 'key 2' THEN NULL ELSE part END"));
    assertThatThrownBy(
            () -> plan(RANDOM.orderedBy("at").with(TestSpec.latest(0.2)), rows, Optional.empty()))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("1 of 150 rows have no value in the column \"at\"");
    assertThatThrownBy(() -> plan(RANDOM.with(TestSpec.prepared("part")), rows, Optional.empty()))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("(2 problems)")
        .hasMessageContaining("column part: found no value in 1 rows")
        .hasMessageContaining("column part: found \"tset\" in 1 rows");
  }

  @Test
  void namesGroupsThatAreTooFew() {
    Dataset<Row> rows =
        RandomTable.of(3, 150)
            .dataset()
            .withColumn("the group", expr("IF(segment = 's1', 'a', 'b')"));
    assertThatThrownBy(
            () ->
                plan(
                    RANDOM.groupedBy("the group").with(FoldSpec.of(Scheme.GROUP, 5)),
                    rows,
                    Optional.empty()))
        .isInstanceOf(HoldoutException.class)
        .hasMessageMatching(
            "(?s).*found \\d groups of \"the group\" in Training, expected at least 5.*");
  }

  @Test
  void moreGroupsThanFitAreBalancedTogether() {
    SplitSpec spec = RANDOM.groupedBy("the group").with(FoldSpec.of(Scheme.GROUP, 3));
    Dataset<Row> rows =
        RandomTable.of(4, 390)
            .dataset()
            .withColumn("the group", col(Columns.ROW_KEY))
            .withColumn(Columns.LABEL, Numbers.label(RandomTable.LABEL));
    Planning planning =
        new Planning(spec, RandomTable.LABEL, new Numbers(spec, rows.schema()), rows, rows, 390);
    GroupCounts coarse = GroupCounts.of(planning, "block", 50);
    assertThat(coarse.rows().stream().mapToDouble(of -> of[0] + of[1]).sum()).isEqualTo(390);
    assertThat(coarse.size()).as("hashes cut to 20 bits hardly meet among 390").isBetween(380, 390);
  }

  private static Split split(SplitSpec spec, int count, Optional<Splitter.Before> before) {
    Dataset<Row> rows = RandomTable.of(5, count).dataset();
    return Splitter.split(rows, RandomTable.LABEL, plan(spec, rows, before), before);
  }

  private static SplitPlan plan(
      SplitSpec spec, Dataset<Row> rows, Optional<Splitter.Before> before) {
    return new Splitter(RandomTable.LABEL, spec).plan(rows, 400, before);
  }

  private static Map<String, String> partitions(Split split) {
    Map<String, String> partitions = new HashMap<>();
    split
        .assignment()
        .select(Columns.ROW_KEY, Assignment.PARTITION)
        .collectAsList()
        .forEach(row -> partitions.put(row.getString(0), row.getString(1)));
    return partitions;
  }
}
