package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.decide.BestFBeta;
import dev.holdout.decide.CalibratorKind;
import dev.holdout.decide.DecisionFitter;
import dev.holdout.decide.DecisionReport;
import dev.holdout.decide.DecisionSpec;
import dev.holdout.evaluate.QueryCount;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.split.FoldPlan;
import dev.holdout.stat.AdaptiveHistogram;
import dev.holdout.stat.Scan;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.SAME_THREAD)
final class OutOfFoldScoresTest {
  /**
   * Row i has the score 0.01·(i mod 97) + 0.01 and is positive where a third number is below it.
   */
  private static Dataset<Row> scores(int rows, int folds) {
    return TestSession.spark()
        .range(0, rows, 1, 3)
        .select(
            col("id").mod(lit(folds)).cast("int").as(OutOfFold.FOLD),
            col("id").mod(lit(97)).multiply(lit(0.01)).plus(lit(0.01)).as(Fitted.SCORE),
            col("id")
                .multiply(lit(7919))
                .mod(lit(101))
                .lt(col("id").mod(lit(97)))
                .cast("double")
                .as(Columns.LABEL));
  }

  @Test
  void calibrationAndThresholdCostOneScan() throws Exception {
    List<DecisionReport> reports = new ArrayList<>();
    DecisionSpec spec = DecisionSpec.of(CalibratorKind.AUTO, new BestFBeta(1));
    List<Integer> sources =
        QueryCount.during(
            () -> {
              OutOfFoldScores read = OutOfFoldScores.of(scores(3_000, 3), FoldPlan.kFold(3));
              reports.add(DecisionFitter.report(read, spec, DecisionFitter.fit(read, spec)));
            });
    assertThat(sources).containsExactly(1);
    assertThat(reports.get(0).calibration().orElseThrow().rows()).isEqualTo(3_000);
  }

  @Test
  void countsAreTheMergeOfTheFolds() {
    Dataset<Row> scores = scores(2_000, 4);
    OutOfFoldScores read = OutOfFoldScores.of(scores, FoldPlan.kFold(4));
    assertThat(read.byFold().keySet()).containsExactly(0, 1, 2, 3);
    AdaptiveHistogram merged =
        read.byFold().values().stream().reduce(AdaptiveHistogram::and).orElseThrow();
    AdaptiveHistogram pooled =
        Scan.of(scores, ScoreCounts.statistic(Fitted.SCORE, Columns.LABEL)).histogram();
    for (AdaptiveHistogram other : List.of(merged, pooled)) {
      assertThat(other.bins().values()).isEqualTo(read.counts().bins().values());
      assertThat(other.bins().counts()).isDeepEqualTo(read.counts().bins().counts());
    }
    assertThat(read.byFoldApart()).isEqualTo(read.byFold());
  }

  @Test
  void foldsThatShareRowsAreNotApart() {
    // Two repeats of three folds: a row is in one fold of each.
    OutOfFoldScores repeated = OutOfFoldScores.of(scores(600, 6), FoldPlan.kFold(3, 2));
    assertThat(repeated.byFold()).hasSize(6);
    assertThat(repeated.byFoldApart().keySet()).containsExactly(0, 1, 2);
  }
}
