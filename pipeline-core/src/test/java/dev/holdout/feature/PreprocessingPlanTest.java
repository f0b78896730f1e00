package dev.holdout.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.feature.FeatureSpec.Categorical;
import dev.holdout.split.Fold;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.GivenTraining;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.SAME_THREAD)
final class PreprocessingPlanTest {
  private static final FoldPlan FIVE = FoldPlan.kFold(5);
  private static final FeatureSpec SPEC =
      new FeatureSpec(
          List.of("age"),
          new FeatureSpec.Numeric(
              FeatureSpec.Imputation.MEDIAN, 0, true, 0.02, 0.98, FeatureSpec.Scaling.STANDARD),
          new Categorical(2, 5),
          FeatureSpec.DEFAULT.dateParts(),
          Map.of());
  private static final PreprocessingPlan PLAN =
      PreprocessingPlan.of(GivenLoans.SCHEMA, FeatureSpec.DEFAULT);

  @Test
  void fitsAllFoldsInOneActionAndOneScan(@TempDir Path folder) throws Exception {
    String table = folder.resolve("loans").toString();
    GivenLoans.table(300).repartition(3).write().format("delta").save(table);
    Dataset<Row> rows = TestSession.spark().read().format("delta").load(table);
    ScanCounter scans = ScanCounter.watch(table, () -> PLAN.fit(GivenTraining.of(rows), FIVE));
    assertThat(scans.actions()).isEqualTo(1);
    assertThat(scans.scans()).isEqualTo(1);
    assertThat(scans.rowsRead()).isEqualTo(300);
    assertThat(scans.columnsRead()).doesNotContain("_row_key", "_label").contains("job", "_block");
  }

  @Test
  void aFoldLearnsNothingFromItsValidationRows() {
    FittedFolds before = fit(SPEC, GivenLoans.table(200));
    for (Fold fold : List.of(FIVE.folds().get(0), FIVE.folds().get(3))) {
      int validation = fold.validation().first();
      FittedFolds after = fit(SPEC, GivenLoans.table(200, validation, 77));
      for (Encoding encoding : Encoding.values()) {
        assertThat(after.forFold(fold, encoding).fittedJson())
            .isEqualTo(before.forFold(fold, encoding).fittedJson());
        assertThat(after.forAll(encoding).fittedJson())
            .isNotEqualTo(before.forAll(encoding).fittedJson());
      }
      Fold other = FIVE.folds().get(1);
      assertThat(after.forFold(other, Encoding.INDEX).fittedJson())
          .isNotEqualTo(before.forFold(other, Encoding.INDEX).fittedJson());
    }
  }

  @Test
  void aFoldLearnsWhatAFitOfItsTrainingRowsAloneLearns() {
    Dataset<Row> rows = GivenLoans.table(200);
    Fold fold = FIVE.folds().get(2);
    FittedFolds alone = fit(SPEC, rows.filter(col("_block").notEqual(lit(2))));
    assertThat(alone.forAll(Encoding.ONE_HOT).fittedJson())
        .isEqualTo(fit(SPEC, rows).forFold(fold, Encoding.ONE_HOT).fittedJson());
  }

  @Test
  void learnsTheSameToTheBitHoweverRowsArePartitionedAndOrdered() {
    Dataset<Row> rows = GivenLoans.table(200);
    FittedFolds once = fit(FeatureSpec.DEFAULT, rows.coalesce(1));
    FittedFolds again =
        fit(FeatureSpec.DEFAULT, rows.orderBy(col("fee").desc(), col("seen")).repartition(7));
    for (Fold fold : FIVE.folds()) {
      assertThat(again.forFold(fold, Encoding.ONE_HOT).fittedJson())
          .isEqualTo(once.forFold(fold, Encoding.ONE_HOT).fittedJson());
    }
    assertThat(again.forAll(Encoding.INDEX).fittedJson())
        .isEqualTo(once.forAll(Encoding.INDEX).fittedJson());
    assertThat(again.forAll(Encoding.INDEX).uid()).isEqualTo(once.forAll(Encoding.INDEX).uid());
  }

  @Test
  void namesAllColumnsWithTooManyCategories() {
    Dataset<Row> rows =
        TestSession.spark()
            .range(10_001)
            .select(
                lit(0).as("_block"),
                col("id").cast("string").as("loan"),
                col("id").cast("string").as("e-mail"),
                col("id").as("amount"));
    FoldPlan folds = FoldPlan.kFold(2);
    assertThatThrownBy(
            () ->
                PreprocessingPlan.of(rows.schema(), FeatureSpec.DEFAULT)
                    .fit(GivenTraining.of(rows), folds))
        .isInstanceOfSatisfying(
            HoldoutException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessageContaining("(2 problems)")
        .hasMessageContaining(
            "column loan: found more than 10,000 distinct values or 1,000,000 characters in them,"
                + " expected categories that rows have in common. Drop it from the features, or"
                + " declare it as the key if it tells rows apart")
        .hasMessageContaining("column e-mail");
  }

  @Test
  void refusesFoldsWithoutRowsAndRowsThatAreAllEqual() {
    Dataset<Row> rows = GivenLoans.table(20);
    assertThatThrownBy(() -> fit(SPEC, rows.filter(col("_block").equalTo(lit(0)))))
        .isInstanceOfSatisfying(
            HoldoutException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_INSUFFICIENT))
        .hasMessageContaining("fold 0: found no training rows");
    PreprocessingPlan constant =
        PreprocessingPlan.of(StructType.fromDDL("always STRING"), FeatureSpec.DEFAULT);
    assertThatThrownBy(() -> constant.fit(GivenTraining.of(rows), FIVE))
        .hasMessageContaining("Training: found no column that varies in its 20 training rows");
  }

  @Test
  void refusesFoldsItWasNotFittedFor() {
    FittedFolds fitted = fit(SPEC, GivenLoans.table(50));
    assertThatThrownBy(() -> fitted.forFold(FoldPlan.kFold(3).folds().get(0), Encoding.INDEX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not fitted");
  }

  private static FittedFolds fit(FeatureSpec spec, Dataset<Row> rows) {
    return PreprocessingPlan.of(GivenLoans.SCHEMA, spec).fit(GivenTraining.of(rows), FIVE);
  }
}
