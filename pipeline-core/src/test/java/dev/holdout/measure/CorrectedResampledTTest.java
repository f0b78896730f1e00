package dev.holdout.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CorrectedResampledTTest {
  /**
   * Mean 0.02; s² = (0 + 1 + 1 + 4 + 4)·1e-4 / 4 = 2.5e-4; variance of the mean (1/5 + 1/4)·2.5e-4
   * = 1.125e-4, its root 0.0106066; t = 1.885618 with 4 degrees of freedom. F(t) = 1/2 + 3/8·u·(1 −
   * t²/(12·v)) with v = 1 + t²/4 = 1.888889, u = t/√v = 1.3719887: 0.9337905. The 97.5 % quantile
   * of t with 4 degrees of freedom is 2.776445 in tables.
   */
  @Test
  void widensTheVarianceByTheRowsThatFoldsShare() {
    CorrectedResampledT found =
        CorrectedResampledT.of(List.of(0.02, 0.01, 0.03, 0.0, 0.04), 0.25, 0.95, Range.UNBOUNDED);
    assertThat(found.difference().value().orElseThrow()).isCloseTo(0.02, within(1e-15));
    assertThat(found.pValue().orElseThrow()).isCloseTo(2 * (1 - 0.9337905), within(2e-6));
    double reach = 2.776445 * 0.0106066;
    assertThat(found.difference().lower().orElseThrow()).isCloseTo(0.02 - reach, within(1e-7));
    assertThat(found.difference().upper().orElseThrow()).isCloseTo(0.02 + reach, within(1e-7));
  }

  @Test
  void foldsWithoutSpreadGiveNoTestUnlessNothingDiffers() {
    assertThat(CorrectedResampledT.of(List.of(0.0, 0.0, 0.0), 0.5, 0.95, Range.UNBOUNDED).pValue())
        .hasValue(1);
    assertThat(
            CorrectedResampledT.of(List.of(0.25, 0.25), 0.5, 0.95, Range.UNBOUNDED)
                .difference()
                .undefined())
        .contains("the difference is the same in all folds");
    assertThat(
            CorrectedResampledT.of(List.of(0.25), 0.5, 0.95, Range.UNBOUNDED)
                .difference()
                .undefined())
        .contains("a value in one fold alone");
  }
}
