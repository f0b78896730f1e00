package dev.holdout.measure;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;

/**
 * Quantiles of Student's t that hold far out in the tails, where those of Commons Math 3.6.1 do not
 * (it stops when the probability is within 10⁻¹⁵).
 *
 * <p>Newton's method on the logarithms of t and of the probability beyond it; from a million
 * degrees of freedom on, the expansion in terms of the normal quantile.
 *
 * <p>Source: Abramowitz & Stegun 1964, 26.7.1 and 26.7.5.
 */
public final class Student {
  private static final double MANY = 1e6;
  private static final int MOST_STEPS = 60;

  /** Not far beyond, the normal's tail is 0 in doubles. */
  private static final double FARTHEST = 37;

  private Student() {}

  /**
   * The t beyond whose two sides as much lies as beyond ±z of a standard normal; where that is less
   * than the least double, as many times that of {@value #FARTHEST} as z is.
   *
   * @param z at least 0
   * @param degrees of freedom, at least 1
   */
  public static double quantile(double z, double degrees) {
    double expanded = expansion(z, degrees);
    if (degrees >= MANY || z == 0) {
      return expanded;
    }
    if (z > FARTHEST) {
      return quantile(FARTHEST, degrees) * (z / FARTHEST);
    }
    double target = Math.log(Quantiles.outside(z));
    double constant =
        Gamma.logGamma((degrees + 1) / 2)
            - Gamma.logGamma(degrees / 2)
            - Math.log(degrees * Math.PI) / 2;
    double log = Math.log(Math.min(expanded, 2 * z + 1));
    for (int step = 0; step < MOST_STEPS; step++) {
      double t = Math.exp(log);
      double beyond = Beta.regularizedBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
      double density = Math.exp(constant - (degrees + 1) / 2 * Math.log1p(t * t / degrees) + log);
      double move = (Math.log(beyond) - target) * beyond / (2 * density);
      log += Math.max(-10, Math.min(10, move));
      if (Math.abs(move) < 1e-13) {
        break;
      }
    }
    return Math.exp(log);
  }

  private static double expansion(double z, double degrees) {
    double square = z * z;
    double first = z * (square + 1) / 4;
    double second = z * ((5 * square + 16) * square + 3) / 96;
    double third = z * (((3 * square + 19) * square + 17) * square - 15) / 384;
    return z + (first + (second + third / degrees) / degrees) / degrees;
  }
}
