package dev.holdout.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TrendTest {
  /** Σ(x − x̄)(y − ȳ) / Σ(x − x̄)², computed in Python. */
  @Test
  void agreesWithTheTextbookFormula() {
    Trend trend = new Trend();
    long[] positions = {7, 0, 4, 1, 2};
    double[] values = {11, 1.5, 7, 2.25, -3};
    IntStream.range(0, 5).forEach(point -> trend.add(positions[point], values[point]));
    assertThat(trend.slope(1).orElseThrow()).isCloseTo(1.582792207792, within(1e-12));
    assertThat(trend.slope(3).orElseThrow()).isCloseTo(4.748376623377, within(1e-12));
  }

  @Test
  void isUndefinedWithoutTwoDistinctPositions() {
    Trend trend = new Trend();
    assertThat(trend.slope(1)).isEmpty();
    trend.add(5, 1);
    trend.add(5, 2);
    assertThat(trend.slope(1)).isEmpty();
    trend.add(6, 1.5);
    assertThat(trend.slope(1)).hasValue(0.0);
  }

  /** The line rises by 1 at 10^15, where a double counts in eighths. */
  @Test
  void losesNothingToCancellationAndHoldsTheLargestNumbers() {
    Trend trend = new Trend();
    IntStream.range(0, 5).forEach(point -> trend.add((1L << 53) - 4 + point, 1e15 + point * 0.125));
    assertThat(trend.slope(8)).hasValue(1.0);
    Trend steep = new Trend();
    steep.add(0, -Double.MAX_VALUE);
    steep.add(1, Double.MAX_VALUE);
    assertThat(steep.slope(1)).hasValue(Double.MAX_VALUE);
    assertThatThrownBy(() -> steep.add(-1, 0)).hasMessageContaining("not a point");
    assertThatThrownBy(() -> steep.add(1, Double.NaN)).hasMessageContaining("not a point");
  }
}
