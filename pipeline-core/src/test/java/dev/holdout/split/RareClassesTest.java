package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import dev.holdout.lineage.TableVersion;
import dev.holdout.split.FoldSpec.Scheme;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class RareClassesTest {
  private static final LabelSpec LABEL =
      LabelSpec.multiclass("quality", List.of("3", "5", "6", "9"));
  private static final TableVersion STORED = new TableVersion("splits/x", 0, 150, "00");

  /** Six rows of 5 folds: of the draws with these seeds most leave Test or a fold without one. */
  @Test
  void aClassWithARowForEachPartIsInTestAndInEachFold() {
    for (long seed = 1; seed <= 3; seed++) {
      Dataset<Row> rows = rows(200, 6);
      SplitReport report = report(rows, LABEL, SplitSpec.random(0.2, 5, seed));
      assertThat(report.classes()).extracting(SplitReport.ClassRows::test).doesNotContain(0L);
      assertThat(report.classes())
          .allSatisfy(
              one -> {
                assertThat(one.notTrained()).isEmpty();
                assertThat(one.notValidated()).isEmpty();
              });
      assertThat(report.classes().get(3).training()).as("seed %d", seed).isEqualTo(5);
    }
  }

  @Test
  void bothClassesOfABinaryLabelAreInTest() {
    LabelSpec nine = new LabelSpec("quality", "9");
    for (long seed = 1; seed <= 2; seed++) {
      SplitReport report = report(rows(100, 4), nine, SplitSpec.random(0.1, 3, seed));
      assertThat(report.testPositives()).as("seed %d", seed).isEqualTo(1);
    }
  }

  @Test
  void aValidationPartHasEveryClass() {
    SplitSpec spec = SplitSpec.random(0.2, 5, 3).with(FoldSpec.of(Scheme.HOLDOUT, 2));
    SplitReport report = report(rows(100, 3), LABEL, spec);
    assertThat(report.classes())
        .contains(new SplitReport.ClassRows("9", 2, 1, List.of(), List.of()));
  }

  @Test
  void classesWithRowsEnoughArePlacedByTheDrawAlone() {
    SplitSpec spec = SplitSpec.random(0.2, 3, 1);
    Dataset<Row> rows = rows(100, 100);
    assertThat(new Splitter(LABEL, spec).plan(rows, rows.count()).test().of())
        .isEqualTo(Place.Of.ROW);
  }

  @Test
  void noRowOfTrainingBecomesOneOfTestWhenTheTableGrows() {
    for (long seed = 1; seed <= 2; seed++) {
      SplitSpec spec = SplitSpec.random(0.2, 5, seed);
      Map<String, String> known = Map.of();
      Optional<Splitter.Before> before = Optional.empty();
      for (int rare : new int[] {6, 9, 40}) {
        // A class that is new has the number of another before.
        LabelSpec label =
            rare < 40 ? LABEL : LabelSpec.multiclass("quality", List.of("1", "3", "5", "6", "9"));
        Dataset<Row> rows = rows(60, rare);
        rows = rare < 40 ? rows : rows.withColumn("quality", expr("IF(n >= 1020, '1', quality)"));
        SplitPlan plan = new Splitter(label, spec).plan(rows, rows.count(), before);
        Split split = Splitter.split(rows, label, plan, before);
        Map<String, String> now = PartitionsByKey.of(split);
        assertThat(now).containsAllEntriesOf(known);
        known = now;
        SplitPlan stored = Json.read(Json.canonical(plan), SplitPlan.class);
        assertThat(stored).isEqualTo(plan);
        before = Optional.of(new Splitter.Before(stored, split.assignment()));
      }
    }
  }

  @Test
  void namesEachClassWithTooFewRowsAndWhatHelps() {
    assertThatThrownBy(() -> report(rows(200, 5), LABEL, SplitSpec.random(0.2, 5, 1)))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining(
            "the class \"9\" has 5 rows, expected at least 6 of each class, one for Test and one"
                + " for each of 5 folds")
        .hasMessageContaining("Lower `split.folds` to 4;")
        .hasMessageContaining("`label.task: regression`")
        .hasMessageContaining("merge rare classes")
        .hasMessageContaining("leave it out");
  }

  @Test
  void namesTheClassesThatTrainingLacks() {
    LabelSpec label = LabelSpec.multiclass("quality", List.of("3", "5", "6", "8", "9"));
    assertThatThrownBy(() -> report(rows(200, 20), label, SplitSpec.random(0.2, 5, 1)))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("no row of the label \"quality\" = \"8\" (0 in the table)");
  }

  @Test
  void namesTheClassThatNoGroupBringsToTest() {
    Dataset<Row> rows = rows(200, 2).withColumn("who", expr("IF(quality = '9', 0, n % 40)"));
    for (long seed = 1; seed < 50; seed++) {
      SplitSpec spec =
          SplitSpec.random(0.2, 5, seed)
              .groupedBy("who")
              .with(FoldSpec.of(Scheme.STRATIFIED_GROUP, 5));
      SplitPlan plan = new Splitter(LABEL, spec).plan(rows, rows.count());
      Dataset<Row> stored = Splitter.split(rows, LABEL, plan).assignment().localCheckpoint();
      if (stored.filter("partition = 'test' AND _label = 3").isEmpty()) {
        assertThatThrownBy(
                () -> AssignmentCounts.report(plan, LABEL, rows.schema(), STORED, stored))
            .hasMessageContaining(
                "Test has no row of the label \"quality\" = \"9\" (2 in Training)")
            .hasMessageContaining("set `split.exact: true`");
        return;
      }
    }
    throw new AssertionError("no draw without the class 9");
  }

  /** Of each of 3, 5 and 6 as many; and the first few of 9. */
  private static Dataset<Row> rows(int each, int rare) {
    Dataset<Row> common =
        TestSession.spark()
            .range(3L * each)
            .toDF("n")
            .withColumn("quality", expr("ELEMENT_AT(ARRAY('3', '5', '6'), INT(n % 3) + 1)"));
    Dataset<Row> few =
        TestSession.spark().range(1000, 1000 + rare).toDF("n").withColumn("quality", lit("9"));
    Dataset<Row> all =
        common
            .union(few)
            .withColumn(Columns.ROW_KEY, concat(lit("key "), col("n")))
            .withColumn(Columns.SPLIT_UNIT, col(Columns.ROW_KEY));
    return TestSession.spark().createDataFrame(all.collectAsList(), all.schema());
  }

  private static SplitReport report(Dataset<Row> rows, LabelSpec label, SplitSpec spec) {
    SplitPlan plan = new Splitter(label, spec).plan(rows, rows.count());
    return AssignmentCounts.report(
        plan, label, rows.schema(), STORED, Splitter.split(rows, label, plan).assignment());
  }
}
