package dev.holdout.stat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExactSumTest {
  @Test
  void differencesKeepWhatASumOfDoublesLoses() {
    assertThat(of(1e16, 1, 1e-9).minus(of(1e16, 1))).isEqualTo(1e-9);
    assertThat(of(1e16, 1).minus(of(1e16, 3))).isEqualTo(-2);
    assertThat(of(0.1, 0.2).minus(of(0.2, 0.1))).isZero();
    assertThat(of(Double.MAX_VALUE).minus(of())).isEqualTo(Double.MAX_VALUE);
    assertThat(of(Double.MIN_VALUE).minus(of())).isEqualTo(Double.MIN_VALUE);
  }

  private static ExactSum of(double... terms) {
    ExactSum sum = new ExactSum();
    for (double term : terms) {
      sum.add(term);
    }
    return sum;
  }
}
