package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class SegmentCalibrationTest {
  private static final EvaluationSpec SPEC =
      EvaluationSpec.of(List.of("city"), List.of(), 50, 10, 0.95, 100, 1);

  /** Scores are calibrated in four cities, one log-odd too low in the fifth; the sixth is small. */
  @Test
  void namesTheSegmentWhoseScoresAreOff() {
    SplittableRandom random = new SplittableRandom(8);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < 4_000; row++) {
      String city = row < 20 ? "small" : String.valueOf((char) ('a' + row % 5));
      double logOdds = 1.3 * random.nextGaussian() - 1;
      boolean positive =
          random.nextDouble() < 1 / (1 + Math.exp(-logOdds - (city.equals("e") ? 1 : 0)));
      rows.add(RowFactory.create(1 / (1 + Math.exp(-logOdds)), positive, city));
    }
    Evaluation evaluation =
        new Evaluator(SPEC)
            .evaluate(
                TestSession.spark()
                    .createDataFrame(rows, StructType.fromDDL("p DOUBLE, y BOOLEAN, city STRING")),
                "p",
                "y",
                0.5);
    SegmentCalibration judged = SegmentCalibration.of(evaluation);
    assertThat(judged.tested()).isEqualTo(5);
    assertThat(judged.off())
        .singleElement()
        .satisfies(
            off -> {
              assertThat(off.segment().segment()).isEqualTo(Map.of("city", Optional.of("e")));
              assertThat(off.pAdjusted()).isLessThan(1e-6);
              assertThat(off.segment().metrics().get("calibration_intercept").lower().orElseThrow())
                  .isGreaterThan(0.5);
            });
    for (Evaluation.SegmentResult segment : evaluation.segments()) {
      assertThat(segment.metrics().keySet())
          .containsAll(Metrics.ofCalibration().stream().map(Metric::name).toList());
    }
  }
}
