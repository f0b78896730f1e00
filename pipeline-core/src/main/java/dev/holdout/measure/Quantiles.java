package dev.holdout.measure;

import org.apache.commons.math3.special.Erf;

/** Quantiles of the normal distribution and of draws. */
public final class Quantiles {
  private static final int FEWEST_BEYOND = 5;

  private Quantiles() {}

  /** The z with {@code level} of a standard normal between −z and z. */
  public static double normal(double level) {
    return Math.sqrt(2) * Erf.erfInv(level);
  }

  /** The share of a standard normal outside −z and z: a two-sided p-value. */
  public static double outside(double z) {
    return Erf.erfc(z / Math.sqrt(2));
  }

  /**
   * The interval that leaves as large a share of the draws outside as a normal beyond ±z. Where
   * fewer than {@value #FEWEST_BEYOND} draws would lie beyond an end, both ends are taken where so
   * many do, and their distances from the median are stretched as those of a normal.
   */
  public static Interval central(double[] ascending, double z) {
    double fewest = (double) FEWEST_BEYOND / ascending.length;
    double tail = outside(z) / 2;
    if (tail >= fewest) {
      return new Interval(of(ascending, tail), of(ascending, 1 - tail));
    }
    double median = of(ascending, 0.5);
    double stretch = z / normal(1 - 2 * fewest);
    return new Interval(
        median - (median - of(ascending, fewest)) * stretch,
        median + (of(ascending, 1 - fewest) - median) * stretch);
  }

  /** Type 7 quantile. */
  static double of(double[] ascending, double share) {
    double at = share * (ascending.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
  }
}
