package dev.holdout.measure;

/**
 * How far above the mean of a skewed sample the true mean may lie, by the transformation of the
 * studentised mean that removes its skewness.
 *
 * <p>With k = skewness / √n, T + k·T² / 3 + k²·T³ / 27 + k / 6 is near normal; the upper end lies
 * where it takes the lower quantile. A plain studentised mean misses the truth on that side: a
 * sample of losses that lacks the rare large ones has too small a mean and too small a deviation at
 * once.
 *
 * <p>Source: Hall 1992.
 */
public final class SkewedMean {
  private static final double SYMMETRIC = 1e-6;

  /** The transformation goes to any length where few rows have one that outweighs all others. */
  private static final double FARTHEST = 2;

  private SkewedMean() {}

  /**
   * The upper end, in standard errors above the mean.
   *
   * @param rows number of terms, at least 2; the effective number where rows are weighted
   * @param sum their sum
   * @param squares the sum of their squares
   * @param cubes the sum of their third powers
   * @param reach of a symmetric interval, in standard errors
   * @return the reach, and up to twice as much where the terms have their longer tail above
   */
  public static double reachAbove(
      double rows, double sum, double squares, double cubes, double reach) {
    double mean = sum / rows;
    double variance = squares / rows - mean * mean;
    double third = cubes / rows - mean * (3 * squares / rows - 2 * mean * mean);
    return reachAbove(rows, third / Math.pow(variance, 1.5), reach);
  }

  /**
   * The same of a skewness, which may be NaN.
   *
   * @param skewness the third central moment over the third power of the deviation
   */
  public static double reachAbove(double rows, double skewness, double reach) {
    double ofMean = skewness / Math.sqrt(rows);
    return Math.abs(ofMean) > SYMMETRIC ? reachAt(ofMean, ofMean / 6, reach) : reach;
  }

  /**
   * The same of another figure than a mean, which T + k·T² / 3 + k²·T³ / 27 + a shift makes near
   * normal.
   *
   * @param k near 0, or NaN
   */
  public static double reachAt(double k, double shift, double reach) {
    if (!Double.isFinite(k) || !Double.isFinite(shift)) {
      return reach;
    }
    double target = reach + shift;
    double transformed =
        Math.abs(k) > SYMMETRIC ? -3 / k * (Math.cbrt(1 - k * target) - 1) : target;
    return Math.max(reach, Math.min(FARTHEST * reach, transformed));
  }
}
