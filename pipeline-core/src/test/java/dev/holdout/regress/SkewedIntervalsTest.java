package dev.holdout.regress;

import static java.lang.Double.NaN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.measure.Measure;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Expected values: {@code src/test/python/skewed_intervals.py}. */
class SkewedIntervalsTest {
  private static final double[] ACTUAL = {3, 5, 4, 8, 6, 7, 9, 5, 10, 6};
  private static final double[] PREDICTED = {3.5, 4.5, 4.25, 8.5, 6.25, 6, 9.5, 5.75, 12, 5};

  @Test
  void intervalsAgreeWithNumPy() {
    assertInterval("mae", 0, 0.43412645808089134, 2.0220016692311384);
    assertInterval("rmse", 0, 0.5048877473571303, 2.644161822963407);
    assertInterval("mape", 0, 0.08053236583334004, 0.16446658254338192);
    assertInterval("bias", 0, -0.41400100679435603, 0.918341340970734);
    assertInterval("correlation", 0, 0.5000587588928493, 0.9861609303659659);
  }

  @Test
  void valuesFarFrom0HaveTheSameIntervals() {
    assertInterval("bias", 0x1p16, -0.41400100679435603, 0.918341340970734);
    assertInterval("correlation", 0x1p16, 0.5000587588928493, 0.9861609303659659);
  }

  private static void assertInterval(String metric, double far, double lower, double upper) {
    NumberCounts counts = NumberCounts.empty(OptionalDouble.empty());
    for (int row = 0; row < ACTUAL.length; row++) {
      counts.add(far + ACTUAL[row], far + PREDICTED[row], 1, NaN, NaN);
    }
    Measure measure = NumberMetrics.byName(metric).orElseThrow().measure(counts, 1.959963984540054);
    assertThat(measure.lower().orElseThrow()).as(metric).isCloseTo(lower, within(1e-9));
    assertThat(measure.upper().orElseThrow()).as(metric).isCloseTo(upper, within(1e-9));
  }
}
