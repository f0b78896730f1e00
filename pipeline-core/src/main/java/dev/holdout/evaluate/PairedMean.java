package dev.holdout.evaluate;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Student;

/**
 * The mean of the differences of a loss on the same rows, with Student's intervals of the
 * differences.
 */
final class PairedMean {
  private PairedMean() {}

  /**
   * Of sums of differences.
   *
   * @param rows effective ones where they are weighted; above 1
   */
  static Estimate of(double rows, double sum, double squares) {
    double mean = sum / rows;
    double error = Math.sqrt(Math.max(0, squares - sum * mean) / (rows - 1) / rows);
    return new Estimate(
        mean,
        "paired-t",
        z -> {
          double reach = error * Student.quantile(z, rows - 1);
          return new Interval(mean - reach, mean + reach);
        });
  }
}
