package dev.holdout.evaluate;

import org.apache.commons.math3.special.Erf;

/** Quantiles of the normal distribution and of draws. */
final class Quantiles {
  private Quantiles() {}

  /** The z with {@code level} of a standard normal between −z and z. */
  static double normal(double level) {
    return Math.sqrt(2) * Erf.erfInv(level);
  }

  /** The share of a standard normal outside −z and z: a two-sided p-value. */
  static double outside(double z) {
    return Erf.erfc(z / Math.sqrt(2));
  }

  /** The interval that leaves as large a share of the draws outside as a normal beyond ±z. */
  static Interval central(double[] ascending, double z) {
    double tail = outside(z) / 2;
    return new Interval(of(ascending, tail), of(ascending, 1 - tail));
  }

  /** Type 7 quantile. */
  private static double of(double[] ascending, double share) {
    double at = share * (ascending.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
  }
}
