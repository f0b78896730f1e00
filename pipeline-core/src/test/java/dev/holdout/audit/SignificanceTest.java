package dev.holdout.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SignificanceTest {
  @Test
  void independenceIsPearsonsTest() {
    // 43 and 44 of 52 right-handed and 9 and 4 left-handed: χ² without correction 1.7774, one
    // degree of
    // freedom (the usual example of a 2 × 2 table), hence p = 0.1825.
    assertThat(Significance.independence(List.of(new long[] {43, 44}, new long[] {9, 4})))
        .isCloseTo(0.1825, within(5e-5));
    // Three values, 2 degrees of freedom: p = exp(−χ²/2). Expected 15 each way: χ² = 2·(25 + 0 +
    // 25)/15 = 6.667.
    assertThat(
            Significance.independence(
                List.of(new long[] {10, 20}, new long[] {15, 15}, new long[] {20, 10})))
        .isCloseTo(Math.exp(-10 / 3.0), within(1e-12));
  }

  @Test
  void nothingToCompareIsNoDifference() {
    assertThat(Significance.independence(List.of(new long[] {3, 4}, new long[] {0, 0})))
        .isEqualTo(1);
    assertThat(Significance.independence(List.of(new long[] {3, 0}, new long[] {7, 0})))
        .isEqualTo(1);
    assertThat(Significance.independence(List.of())).isEqualTo(1);
  }

  @Test
  void jensenShannonGoesFromEqualToDisjoint() {
    assertThat(Significance.jensenShannon(List.of(new long[] {1, 3}, new long[] {2, 6}))).isZero();
    assertThat(Significance.jensenShannon(List.of(new long[] {5, 0}, new long[] {0, 2})))
        .isEqualTo(1);
    // p = (1, 0), q = (½, ½), m = (¾, ¼): ½·log₂(4/3) + ½·(½·log₂(2/3) + ½·log₂ 2) = 0.311278
    assertThat(Significance.jensenShannon(List.of(new long[] {4, 3}, new long[] {0, 3})))
        .isCloseTo(Math.sqrt(0.311278), within(1e-6));
  }

  @Test
  void wilsonIsNewcombesExample() {
    // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662, 0 of 20 gives 0 to 0.1611.
    assertThat(Significance.wilson(81, 263).lower()).isCloseTo(0.2553, within(5e-5));
    assertThat(Significance.wilson(81, 263).upper()).isCloseTo(0.3662, within(5e-5));
    assertThat(Significance.wilson(0, 20).lower()).isZero();
    assertThat(Significance.wilson(0, 20).upper()).isCloseTo(0.1611, within(5e-5));
  }
}
