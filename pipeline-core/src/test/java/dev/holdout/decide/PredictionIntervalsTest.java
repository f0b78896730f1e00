package dev.holdout.decide;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.learn.GivenNumbers;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PredictionIntervalsTest {
  @Test
  void theRankIsComputedInWholeNumbers() {
    // (9 + 1) · 0.9 = 9 exactly; in doubles 10 · 0.9 could come out a little above.
    assertThat(PredictionIntervals.rank(9, 0.9)).isEqualTo(9);
    assertThat(PredictionIntervals.rank(8, 0.9)).isEqualTo(9);
    assertThat(PredictionIntervals.rank(99, 0.7)).isEqualTo(70);
    assertThat(PredictionIntervals.rank(100, 0.7)).isEqualTo(71);
  }

  @Test
  void reachesAsFarAsTheErrorOfThatRankAndWithoutEndWhereThereIsNone() {
    // Errors 1 to 9 of either sign; the 9th of 9 for 0.9, the 5th for 0.5, a 10th for 0.95.
    double[] predictions = {10, 10, 10, 10, 10, 10, 10, 10, 10};
    double[] actual = {11, 8, 13, 6, 15, 4, 17, 2, 19};

    assertThat(band(predictions, actual, 0.9)).isEqualTo(Optional.of(9.0));
    assertThat(band(predictions, actual, 0.5)).isEqualTo(Optional.of(5.0));
    assertThat(band(predictions, actual, 0.95)).isEmpty();
  }

  private static Optional<Double> band(double[] predictions, double[] actual, double coverage) {
    return PredictionIntervals.learn(GivenNumbers.of(predictions, actual), coverage)
        .bands()
        .get(0)
        .halfWidth();
  }

  @Test
  void eachSizeOfPredictionHasItsOwnWidthAndIsSaved() {
    // 400 rows make two bands: predictions below 200 err by 1, others by 50.
    double[] predictions = new double[400];
    double[] actual = new double[400];
    for (int row = 0; row < 400; row++) {
      predictions[row] = row;
      actual[row] = row + (row < 200 ? 1 : -50);
    }
    PredictionIntervals learned =
        PredictionIntervals.learn(GivenNumbers.of(predictions, actual), 0.9);

    assertThat(learned.bands())
        .extracting(IntervalBand::halfWidth)
        .containsExactly(Optional.of(1.0), Optional.of(50.0));
    assertThat(learned.bands().get(1).from().orElseThrow()).isCloseTo(200, within(1.0));
    assertThat(PredictionIntervals.of(learned.toJson())).isEqualTo(learned);
    Dataset<Row> scores =
        TestSession.spark().sql("select * from values (10D), (300D), (null) as t(_score)");
    assertThat(
            NumberDecider.of(learned)
                .transform(scores)
                .orderBy(col("_score").asc_nulls_last())
                .select("_prediction", "_lower", "_upper")
                .collectAsList()
                .toString())
        .isEqualTo("[[10.0,9.0,11.0], [300.0,250.0,350.0], [null,null,null]]");
  }
}
