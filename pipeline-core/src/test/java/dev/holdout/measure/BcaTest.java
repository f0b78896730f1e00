package dev.holdout.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BcaTest {
  private static final double[] DRAWS = {7, 3, 1, 9, 5, 2, 12, 8, 4, 6};

  /** NumPy 1.24, quantiles at norm.cdf(z0 + (z0 ± 1) / (1 − 0.03·(z0 ± 1))), z0 = norm.ppf(0.4). */
  @Test
  void agreesWithItsFormula() {
    Interval interval = Bca.estimate(4.2, DRAWS, 0.03).intervals().at(1);
    assertThat(interval.lower()).isCloseTo(1.6477292094055307, within(1e-9));
    assertThat(interval.upper()).isCloseTo(7.25607259122959, within(1e-9));
  }

  @Test
  void withoutBiasAndAccelerationItIsThePercentiles() {
    // Half of the ten draws lie below 5.5; Φ(−1) = 0.158655, times 9 places is 1.427897.
    Interval interval = Bca.estimate(5.5, DRAWS, 0).intervals().at(1);
    assertThat(interval.lower()).isCloseTo(1 + 9 * 0.15865525393145707, within(1e-9));
  }

  /** Influences −1, −1, 2 of one row each: Σ l³ = 6, Σ l² = 6; 6 / (6·6^1.5). */
  @Test
  void accelerationIsTheInfluencesSkewness() {
    double expected = 1 / Math.pow(6, 1.5);
    assertThat(Bca.acceleration(new double[] {-1, -1, 2}, new double[] {1, 1, 1}))
        .isCloseTo(expected, within(1e-12));
    assertThat(Bca.acceleration(new double[] {9, 12}, new double[] {2, 1}))
        .isCloseTo(expected, within(1e-12));
    assertThat(Bca.acceleration(new double[] {3, 3}, new double[] {2, 1})).isZero();
  }

  @Test
  void drawsOnOneSideStillGiveAnInterval() {
    Interval interval = Bca.estimate(0, DRAWS, 0.1).at(1.96);
    assertThat(interval.lower()).isEqualTo(0);
    assertThat(interval.upper()).isBetween(0.0, 12.0);
  }
}
