package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import org.junit.jupiter.api.Test;

/** Calibration errors of cumulative sums; {@link BinaryMetricsGoldenTest} has more values. */
class CumulativeCalibrationTest {
  private static final Confidence CONFIDENCE = new Confidence(0.95, 100, 1);

  /** Sums of score − label in the order of scores: 0.2, −0.4, 0.1, −0.1; divided by 4 rows. */
  @Test
  void valuesAreTheFarthestSumAndTheSpanOfAllSums() {
    ScoreCounts counts = Sample.counts(new double[] {.2, .4, .5, .8}, new int[] {0, 1, 0, 1});
    assertThat(value("ks_calibration_error", counts)).isCloseTo(0.4 / 4, within(1e-12));
    assertThat(value("kuiper_calibration_error", counts)).isCloseTo(0.6 / 4, within(1e-12));
  }

  /** 95 % points of the largest distance and of the range of a Brownian motion (Feller 1951). */
  @Test
  void chancesAreThoseOfABrownianMotion() {
    assertThat(CumulativeCalibration.distance(2.2414)).isCloseTo(0.05, within(1e-5));
    assertThat(CumulativeCalibration.range(2.4977)).isCloseTo(0.05, within(1e-5));
    assertThat(CumulativeCalibration.distance(0)).isLessThanOrEqualTo(1);
    assertThat(CumulativeCalibration.range(0.01)).isCloseTo(1, within(1e-6));
  }

  /**
   * The variance of a sum is at most Σ (score − label)² = 0.04 + 0.36 + 0.25 + 0.04, and half a
   * row.
   */
  @Test
  void intervalsReachAsFarAsTheMotion() {
    ScoreCounts counts = Sample.counts(new double[] {.2, .4, .5, .8}, new int[] {0, 1, 0, 1});
    Measure measure = Metrics.byName("ks_calibration_error").measure(counts, 0.5, CONFIDENCE);
    assertThat(measure.lower()).contains(0.0);
    assertThat(measure.upper().orElseThrow())
        .isCloseTo(0.1 + 2.2414 * Math.sqrt(0.69 + 0.5) / 4, within(1e-4));
  }

  private static double value(String name, ScoreCounts counts) {
    return Metrics.byName(name).value(counts, 0.5).value().orElseThrow();
  }
}
