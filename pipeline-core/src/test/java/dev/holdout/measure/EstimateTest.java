package dev.holdout.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EstimateTest {
  @Test
  void distancesOfDifferencesAddBySquares() {
    Estimate one = new Estimate(5, "test", z -> new Interval(5 - 3 * z, 5 + 5 * z));
    Estimate other = new Estimate(2, "test", z -> new Interval(2 - 12 * z, 2 + 4 * z));

    assertThat(one.minus(other).at(1)).isEqualTo(new Interval(3 - 5, 3 + 13));
  }

  @Test
  void biasOfDifferencesAddsAsItIs() {
    Estimate one = new Estimate(5, "test", z -> new Interval(5 - 1 - 3 * z, 5 + 5 * z));
    Estimate other = new Estimate(2, "test", z -> new Interval(2 - 2 - 12 * z, 2 + 4 * z));

    assertThat(one.minus(other).at(1)).isEqualTo(new Interval(3 - 1 - 5, 3 + 2 + 13));
  }
}
