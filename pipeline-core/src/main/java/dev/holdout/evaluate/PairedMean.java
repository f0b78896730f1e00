package dev.holdout.evaluate;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.SkewedMean;
import dev.holdout.measure.Student;

/**
 * The mean of the differences of a loss on the same rows, with Student's intervals of the
 * differences, farther out on the side of their longer tail ({@link SkewedMean}).
 */
final class PairedMean {
  private PairedMean() {}

  /**
   * Of sums of differences.
   *
   * @param rows effective ones where they are weighted; above 1
   */
  static Estimate of(double rows, double sum, double squares, double cubes) {
    double mean = sum / rows;
    double error = Math.sqrt(Math.max(0, squares - sum * mean) / (rows - 1) / rows);
    return new Estimate(
        mean,
        "paired-t",
        z -> {
          double reach = Student.quantile(z, rows - 1);
          double below = SkewedMean.reachAbove(rows, -sum, squares, -cubes, reach);
          double above = SkewedMean.reachAbove(rows, sum, squares, cubes, reach);
          return new Interval(mean - error * below, mean + error * above);
        });
  }
}
