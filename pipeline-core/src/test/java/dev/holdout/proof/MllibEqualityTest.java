package dev.holdout.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.feature.FeatureSpec;
import dev.holdout.feature.FeatureSpec.Categorical;
import dev.holdout.feature.FeatureSpec.Numeric;
import dev.holdout.feature.PreprocessingPlan;
import dev.holdout.learn.Candidate;
import dev.holdout.learn.CandidateResult;
import dev.holdout.learn.CrossValidator;
import dev.holdout.learn.OutOfFoldTarget;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.GivenTraining;
import dev.holdout.split.Training;
import dev.holdout.table.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given the same folds, Holdout's cross-validation finds what MLlib's own finds. */
final class MllibEqualityTest {
  private static final int FOLDS = 3;
  private static final double[] REG_PARAMS = {0.001, 0.1};

  @TempDir Path folder;

  @Test
  void perFoldAucIsThatOfMllibsCrossValidator() {
    Dataset<Row> rows = rows().persist();
    double[][] expected =
        new MllibSearch(List.of("age", "gain"), List.of("job", "place"), REG_PARAMS)
            .aucs(rows, FOLDS, 2);

    Training training = GivenTraining.of(rows);
    FoldPlan plan = FoldPlan.kFold(FOLDS);
    FeatureSpec spec =
        new FeatureSpec(List.of(), Numeric.DEFAULT, new Categorical(1, 200), List.of(), Map.of());
    Tables tables = new Tables(TestSession.spark(), folder.toString(), 365);
    List<CandidateResult> found =
        new CrossValidator(2, RebalanceSpec.NONE, 1)
            .runFamily(
                training,
                plan,
                PreprocessingPlan.of(rows.schema(), spec).fit(training, plan),
                List.of(candidate(REG_PARAMS[0]), candidate(REG_PARAMS[1])),
                new OutOfFoldTarget(tables, "scores", "k", "run"))
            .candidates();
    rows.unpersist();

    for (int candidate = 0; candidate < REG_PARAMS.length; candidate++) {
      List<Double> aucs = found.get(candidate).metric("roc_auc").orElseThrow().folds();
      for (int fold = 0; fold < FOLDS; fold++) {
        assertThat(aucs.get(fold)).isCloseTo(expected[candidate][fold], within(1e-6));
        assertThat(aucs.get(fold)).isBetween(0.65, 0.95);
      }
    }
  }

  private static Candidate candidate(double regParam) {
    return Candidate.of("logistic_regression", Map.of("reg_param", regParam));
  }

  /** With missing categories, and one that only a single row has. */
  private static Dataset<Row> rows() {
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < 300; row++) {
      int age = 18 + random.nextInt(60);
      int job = random.nextInt(5);
      double odds = Math.exp(0.05 * (age - 48) + job - 2);
      rows.add(
          RowFactory.create(
              "k" + row,
              random.nextDouble() < odds / (1 + odds) ? 1.0 : 0.0,
              row % FOLDS,
              age,
              Math.exp(3 * random.nextGaussian()),
              random.nextInt(8) == 0 ? null : "job " + job,
              row == 7 ? "alone" : "place " + random.nextInt(3)));
    }
    return TestSession.spark()
        .createDataFrame(
            rows,
            new StructType()
                .add(Columns.ROW_KEY, DataTypes.StringType)
                .add(Columns.LABEL, DataTypes.DoubleType)
                .add(Columns.BLOCK, DataTypes.IntegerType)
                .add("age", DataTypes.IntegerType)
                .add("gain", DataTypes.DoubleType)
                .add("job", DataTypes.StringType)
                .add("place", DataTypes.StringType));
  }
}
