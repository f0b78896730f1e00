package dev.holdout.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class QuantilesTest {
  /** NumPy 1.24: np.quantile(x, [.05, .25, .5, .75, .95]). */
  @Test
  void agreesWithNumPy() {
    Quantiles quantiles = of(1.5, 2.25, -3, 7, 11, 4, 0.1, 100);
    double[] shares = {0.05, 0.25, 0.5, 0.75, 0.95};
    double[] expected = {-1.915, 1.15, 3.125, 8.0, 68.85};
    for (int i = 0; i < shares.length; i++) {
      assertThat(quantiles.at(shares[i])).isCloseTo(expected[i], within(1e-13));
    }
  }

  @Test
  void endsAreTheSmallestAndTheLargestValue() {
    Quantiles quantiles = of(-Double.MAX_VALUE, 3, 3, 3, Double.MAX_VALUE);
    assertThat(quantiles.at(0)).isEqualTo(-Double.MAX_VALUE);
    assertThat(quantiles.at(1)).isEqualTo(Double.MAX_VALUE);
    assertThat(quantiles.at(0.5)).isEqualTo(3);
    assertThat(of(-Double.MAX_VALUE, Double.MAX_VALUE).at(0.5)).isEqualTo(0);
  }

  @Test
  void refusesNoValuesAndNoShare() {
    assertThatThrownBy(() -> of()).hasMessage("no values");
    assertThatThrownBy(() -> of(1).at(Double.NaN)).hasMessage("not a share: NaN");
  }

  private static Quantiles of(double... values) {
    AdaptiveHistogram histogram = new AdaptiveHistogram(1, 4096);
    for (double value : values) {
      histogram.add(value, 0);
    }
    return Quantiles.of(histogram);
  }
}
