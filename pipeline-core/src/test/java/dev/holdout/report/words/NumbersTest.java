package dev.holdout.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.measure.Measure;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void groupsThousands() {
    assertThat(Numbers.count(12_034)).isEqualTo("12,034");
    assertThat(Numbers.count(1, "row", "rows")).isEqualTo("1\u00a0row");
    assertThat(Numbers.count(0, "row", "rows")).isEqualTo("0\u00a0rows");
  }

  @Test
  void hasNoNegativeZero() {
    assertThat(Numbers.decimal(-0.0001, 3)).isEqualTo("0.000");
    assertThat(Numbers.signed(-0.0001, 3)).isEqualTo("0.000");
    assertThat(Numbers.signed(0.0001, 3)).isEqualTo("0.000");
    assertThat(Numbers.signed(-0.0719, 3)).isEqualTo("−0.072");
    assertThat(Numbers.signed(0.0719, 3)).isEqualTo("+0.072");
  }

  @Test
  void keepsWhatMattersOfAShare() {
    assertThat(Numbers.percent(0.08)).isEqualTo("8.0\u00a0%");
    assertThat(Numbers.percent(36, 50_000)).isEqualTo("0.07\u00a0%");
    assertThat(Numbers.percent(0)).isEqualTo("0\u00a0%");
    assertThat(Numbers.percent(1)).isEqualTo("100\u00a0%");
    assertThat(Numbers.percent(0.9993)).isEqualTo("99.93\u00a0%");
    assertThat(Numbers.percent(0, 0)).isEqualTo("—");
  }

  @Test
  void showsIntervalsOfNegativeNumbersInWords() {
    assertThat(Numbers.interval("roc_auc", Measure.of(0.912, 0.905, 0.919, "delong")))
        .isEqualTo("0.905–0.919");
    assertThat(Numbers.interval("mcc", Measure.of(0.1, -0.1, 0.3, "bootstrap")))
        .isEqualTo("−0.100 to 0.300");
    assertThat(Numbers.interval("mcc", Measure.of(0.1))).isEmpty();
    assertThat(Numbers.difference("roc_auc", Measure.of(-0.071, -0.101, -0.041, "delong")))
        .isEqualTo("−0.071 (−0.101 to −0.041)");
  }

  @Test
  void undefinedIsADash() {
    assertThat(Numbers.value("roc_auc", Measure.undefined("no negatives"))).isEqualTo("—");
    assertThat(Numbers.interval("roc_auc", Measure.undefined("no negatives"))).isEmpty();
  }

  @Test
  void spansOfTimeGrowTheirUnits() {
    assertThat(Numbers.seconds(0.04)).isEqualTo("0.0\u00a0s");
    assertThat(Numbers.seconds(59.94)).isEqualTo("59.9\u00a0s");
    assertThat(Numbers.seconds(59.96)).isEqualTo("1\u00a0min\u00a000\u00a0s");
    assertThat(Numbers.seconds(3_725)).isEqualTo("1\u00a0h\u00a002\u00a0min");
  }

  @Test
  void thresholdsLoseTrailingZeros() {
    assertThat(Numbers.threshold(0.5)).isEqualTo("0.5");
    assertThat(Numbers.threshold(0.1650)).isEqualTo("0.165");
    assertThat(Numbers.threshold(0.12345)).isEqualTo("0.1235");
  }

  @Test
  void momentsAreInUtc() {
    assertThat(Numbers.moment(Instant.parse("2026-11-20T11:02:41Z")))
        .isEqualTo("20 November 2026, 11:02 UTC");
  }
}
