package dev.holdout.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class DesignEffectTest {
  /** Squares around their mean of 100 add up to 200; of five, times 4 / 5. */
  private static final List<Measure> WITHOUT =
      DoubleStream.of(90, 100, 110, 100, 100).mapToObj(Measure::of).toList();

  private static final double JACKKNIFE = Math.sqrt(160);

  @Test
  void theRatioIsThatOfStandardErrors() {
    check(z -> new Interval(100 - 2 * z, 100 + 2 * z), JACKKNIFE / 2);
    check(z -> new Interval(100 - 2 * z, 100 + 4 * z), JACKKNIFE / 3);
  }

  @Test
  void biasIsNoStandardError() {
    check(z -> new Interval(100 - 6 - 2 * z, 100 + 2 * z), JACKKNIFE / 2);
    check(z -> new Interval(100 - 6 - 2 * z, 100 - 1 + 2 * z), JACKKNIFE / 2);
  }

  @Test
  void anEndAtItsBoundSaysNothing() {
    check(z -> new Interval(Math.max(99.5, 100 - 2 * z), 100 + 2 * z), JACKKNIFE / 2);
    check(z -> new Interval(100 - 2 * z, 100), JACKKNIFE / 2);
  }

  @Test
  void ofIntervalsThatHoldTogetherItIsHalfOfTheWidth() {
    check(z -> new Interval(100 - 1 - 2 * z, 100 + 1 + 2 * z), JACKKNIFE / 3);
  }

  private static void check(Estimate.Intervals intervals, double ratio) {
    assertThat(
            DesignEffect.of(new Estimate(100, "test", intervals), WITHOUT, 50)
                .orElseThrow()
                .ratio())
        .isCloseTo(ratio, within(1e-12));
  }
}
