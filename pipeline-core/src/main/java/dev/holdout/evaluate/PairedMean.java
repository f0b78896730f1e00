package dev.holdout.evaluate;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Quantiles;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The mean of the differences of a loss on the same rows, with Student's intervals of the
 * differences.
 */
final class PairedMean {
  private PairedMean() {}

  /**
   * Of sums of differences.
   *
   * @param rows at least 2
   */
  static Estimate of(long rows, double sum, double squares) {
    double mean = sum / rows;
    double error = Math.sqrt(Math.max(0, squares - sum * mean) / (rows - 1) / rows);
    TDistribution student = new TDistribution(null, rows - 1.0);
    return new Estimate(
        mean,
        "paired-t",
        z -> {
          double reach = error * -student.inverseCumulativeProbability(Quantiles.outside(z) / 2);
          return new Interval(mean - reach, mean + reach);
        });
  }
}
