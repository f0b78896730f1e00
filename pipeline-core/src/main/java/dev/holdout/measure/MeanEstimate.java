package dev.holdout.measure;

/**
 * The mean of a non-negative loss with an interval that is Student's on the logarithm of the mean,
 * which suits losses whose tail is on the right.
 *
 * <p>When all losses are equal, their spread says nothing of the rows not seen: the interval then
 * reaches as far as Wilson's for 0 of n, scaled to the loss's range. One row gives the whole range.
 */
public final class MeanEstimate {
  private MeanEstimate() {}

  /**
   * Of the sums of a loss.
   *
   * @param rows number of terms; the effective number where rows are weighted
   * @param sum their sum
   * @param squares the sum of their squares
   * @param largest the largest possible loss
   */
  public static Estimate of(double rows, double sum, double squares, double largest) {
    return of(rows, sum, squares, Double.NaN, largest);
  }

  /**
   * The same where the skewness of the losses is known: the upper end then reaches at least as far
   * as {@link SkewedMean}'s.
   *
   * @param cubes the sum of the third powers of the terms; NaN where it is not known
   */
  public static Estimate of(double rows, double sum, double squares, double cubes, double largest) {
    double mean = sum / rows;
    double variance = rows < 2 ? 0 : Math.max(0, squares - sum * mean) / (rows - 1);
    double error = Math.sqrt(variance / rows);
    // Below this the variance is rounding.
    if (rows < 2 || error <= mean * 1e-7) {
      return new Estimate(
          mean,
          "wilson",
          z -> {
            double reach = rows < 2 ? 1 : Wilson.interval(0, rows, z).upper();
            return new Interval(mean * (1 - reach), mean + (largest - mean) * reach);
          });
    }
    return new Estimate(
        mean,
        "log-t",
        z -> {
          double reach = Student.quantile(z, rows - 1);
          double above = SkewedMean.reachAbove(rows, sum, squares, cubes, reach);
          return new Interval(
              mean * Math.exp(-reach * error / mean),
              Math.min(largest, mean * Math.exp(above * error / mean)));
        });
  }
}
