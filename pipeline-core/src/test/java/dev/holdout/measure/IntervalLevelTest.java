package dev.holdout.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntervalLevelTest {
  @Test
  void dividesTheErrorAmongTheLooks() {
    assertThat(IntervalLevel.over(0.95, 1)).isEqualTo(IntervalLevel.of(0.95));
    // 1 − 0.05 / 10 = 0.995; 1 − 0.05 / 3 = 0.98333…; 1 − 0.1 / 4 = 0.975
    assertThat(IntervalLevel.over(0.95, 10).corrected()).isCloseTo(0.995, within(1e-15));
    assertThat(IntervalLevel.over(0.95, 3).corrected()).isCloseTo(2.95 / 3, within(1e-15));
    assertThat(IntervalLevel.over(0.9, 4).corrected()).isCloseTo(0.975, within(1e-15));
  }

  @Test
  void tellsByHowMuchIntervalsWiden() {
    // Normal tables: z is 1.959964 at 95 % and 2.807034 at 99.5 %.
    assertThat(IntervalLevel.over(0.95, 10).widening())
        .isCloseTo(2.807034 / 1.959964, within(1e-6));
    assertThat(IntervalLevel.of(0.95).widening()).isEqualTo(1.0);
  }

  @Test
  void writesAsManyDigitsAsTellALevelFromCertainty() {
    assertThat(IntervalLevel.percent(0.95)).isEqualTo("95");
    assertThat(IntervalLevel.percent(0.9)).isEqualTo("90");
    assertThat(IntervalLevel.percent(1 - 0.05 / 3)).isEqualTo("98.33");
    assertThat(IntervalLevel.percent(1 - 0.05 / 100)).isEqualTo("99.95");
    assertThat(IntervalLevel.percent(1 - 0.05 / 3000)).isEqualTo("99.99833");
  }

  @Test
  void refusesWhatIsNoLevel() {
    assertThatThrownBy(() -> IntervalLevel.over(0.95, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 looks");
    assertThatThrownBy(() -> IntervalLevel.of(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("level NaN");
  }

  @Test
  void drawsReachBeyondTheirExtremesAsANormalWould() {
    SplittableRandom random = new SplittableRandom(3);
    double[] draws = new double[1000];
    Arrays.setAll(draws, draw -> random.nextGaussian());
    Arrays.sort(draws);
    // 99.95 % leaves a quarter of a draw of 1000 beyond an end; a normal has ±3.48 there.
    Interval far = Quantiles.central(draws, Quantiles.normal(0.9995));
    assertThat(far.lower()).isCloseTo(-3.48, within(0.4)).isLessThan(draws[0]);
    assertThat(far.upper()).isCloseTo(3.48, within(0.4)).isGreaterThan(draws[999]);
    Interval near = Quantiles.central(draws, Quantiles.normal(0.95));
    assertThat(near.lower()).isCloseTo(-1.96, within(0.15));
    // The two ways meet where exactly five draws lie beyond each end.
    double z = Quantiles.normal(1 - 2 * 0.005);
    assertThat(Quantiles.central(draws, z * 1.000001).lower())
        .isCloseTo(Quantiles.central(draws, z * 0.999999).lower(), within(1e-4));
  }
}
