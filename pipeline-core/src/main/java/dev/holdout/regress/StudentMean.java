package dev.holdout.regress;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Quantiles;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/** Student's interval of a mean. */
final class StudentMean {
  private StudentMean() {}

  /**
   * The interval; none for fewer than two rows or where the values are all the same.
   *
   * @param rows effective rows
   * @param mean their mean
   * @param variance of the values, as n of them show it
   */
  static Optional<Estimate> of(double rows, double mean, double variance) {
    if (rows < 2 || !(variance > 0)) {
      return Optional.empty();
    }
    double error = Math.sqrt(variance / (rows - 1));
    TDistribution student = new TDistribution(rows - 1);
    return Optional.of(
        new Estimate(
            mean,
            "student-t",
            z -> {
              double reach =
                  -student.inverseCumulativeProbability(Quantiles.outside(z) / 2) * error;
              return new Interval(mean - reach, mean + reach);
            }));
  }
}
