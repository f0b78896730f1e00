package dev.holdout.measure;

import java.util.Optional;

/** A mean with Student's interval. */
public final class StudentMean {
  private StudentMean() {}

  /**
   * The interval; none for fewer than two rows or where the values are all the same.
   *
   * @param rows effective rows
   * @param mean their mean
   * @param variance mean squared distance of the values from their mean (n, not n − 1)
   */
  public static Optional<Estimate> of(double rows, double mean, double variance) {
    if (rows < 2 || !(variance > 0)) {
      return Optional.empty();
    }
    double error = Math.sqrt(variance / (rows - 1));
    return Optional.of(
        new Estimate(
            mean,
            "student-t",
            z -> {
              double reach = Student.quantile(z, rows - 1) * error;
              return new Interval(mean - reach, mean + reach);
            }));
  }
}
