package dev.holdout.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;

class PoissonCountsTest {
  @Test
  void drawsHavePoissonsMeanVarianceAndSkewness() {
    for (long mean : new long[] {1, 5, 11, 12, 31, 400}) {
      PoissonCounts counts = new PoissonCounts(new long[] {mean, 0});
      SplittableRandom random = new SplittableRandom(9);
      DescriptiveStatistics drawn = new DescriptiveStatistics();
      long[] into = new long[2];
      for (int draw = 0; draw < 100_000; draw++) {
        counts.draw(random, into);
        assertThat(into[1]).isZero();
        drawn.addValue((double) into[0]);
      }
      // Five standard errors: of the mean √(λ/n), of the variance about √((λ + 2λ²)/n).
      assertThat(drawn.getMean()).isCloseTo((double) mean, within(5 * Math.sqrt(mean / 1e5)));
      assertThat(drawn.getVariance())
          .isCloseTo(
              mean + (mean < 12 ? 0 : 1.0 / 12),
              within(5 * Math.sqrt((mean + 2.0 * mean * mean) / 1e5)));
      assertThat(drawn.getSkewness()).isCloseTo(1 / Math.sqrt((double) mean), within(0.05));
    }
  }
}
