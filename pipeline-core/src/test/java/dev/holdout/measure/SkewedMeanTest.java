package dev.holdout.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SkewedMeanTest {
  @Test
  void theEndIsWhereTheTransformedMeanTakesTheLowerQuantile() {
    double skewness = 2;
    double rows = 100;
    double reach = SkewedMean.reachAbove(rows, skewness, 1.96);
    // The studentised mean is −reach where the truth is the upper end.
    double k = skewness / Math.sqrt(rows);
    double t = -reach;
    assertThat(t + k * t * t / 3 + k * k * t * t * t / 27 + k / 6).isCloseTo(-1.96, within(1e-12));
    assertThat(reach).isGreaterThan(1.96);
  }

  @Test
  void reachesNoLessThanASymmetricIntervalAndAtMostTwiceAsFar() {
    assertThat(SkewedMean.reachAbove(100, 0, 1.96)).isEqualTo(1.96);
    assertThat(SkewedMean.reachAbove(100, -2, 1.96)).isEqualTo(1.96);
    assertThat(SkewedMean.reachAbove(10, 2.6, 1.96)).isEqualTo(2 * 1.96);
    assertThat(SkewedMean.reachAbove(100, Double.NaN, 1.96)).isEqualTo(1.96);
  }

  @Test
  void sumsOfPowersGiveTheSkewness() {
    // 0, 0, 0 and 4: mean 1, squared distances 1, 1, 1, 9 and third powers −1, −1, −1, 27.
    double skewness = 6 / Math.pow(3, 1.5);
    assertThat(SkewedMean.reachAbove(4, 4, 16, 64, 1.5))
        .isCloseTo(SkewedMean.reachAbove(4, skewness, 1.5), within(1e-12));
  }

  @Test
  void figuresThatAreNoMeansAreMovedAsWell() {
    // Without a tilt the shift alone is added: 1.96 + 0.1.
    assertThat(SkewedMean.reachAt(0, 0.1, 1.96)).isCloseTo(2.06, within(1e-12));
    assertThat(SkewedMean.reachAt(0, -0.1, 1.96)).isEqualTo(1.96);
    assertThat(SkewedMean.reachAt(0.2, 0.2 / 6, 1.96))
        .isEqualTo(SkewedMean.reachAbove(100, 2, 1.96));
    assertThat(SkewedMean.reachAt(0.2, Double.NaN, 1.96)).isEqualTo(1.96);
  }
}
