package dev.holdout.measure;

import org.apache.commons.math3.special.Gamma;

/**
 * {@link Wilson}'s interval, but for up to three hits or misses: there the end next to them is no
 * farther in than the Poisson limit λ / n, λ such that as many or more are found with a chance of
 * what the level leaves out. Wilson's own end misses the truth too often there.
 *
 * <p>The method is called {@code wilson} where nothing differs from it, else {@code
 * modified-wilson}.
 *
 * <p>Source: Brown, Cai & DasGupta 2001, section 4.1.
 */
public final class ModifiedWilson {
  private static final double FEW = 3;

  private ModifiedWilson() {}

  /**
   * The share with its intervals.
   *
   * @param hits of the trials; effective ones where rows are weighted
   * @param trials more than 0
   */
  public static Estimate estimate(double hits, double trials) {
    boolean same = !few(hits) && !few(trials - hits);
    return same
        ? Wilson.estimate(hits, trials)
        : new Estimate(hits / trials, "modified-wilson", z -> interval(hits, trials, z));
  }

  private static Interval interval(double hits, double trials, double z) {
    Interval wilson = Wilson.interval(hits, trials, z);
    double outside = Quantiles.outside(z);
    return new Interval(
        few(hits) ? Math.min(wilson.lower(), limit(hits, outside) / trials) : wilson.lower(),
        few(trials - hits)
            ? Math.max(wilson.upper(), 1 - limit(trials - hits, outside) / trials)
            : wilson.upper());
  }

  private static boolean few(double count) {
    return count > 0 && count <= FEW;
  }

  /**
   * The λ at which the chance of at least that count is what is left outside, by Newton's steps.
   */
  private static double limit(double count, double outside) {
    if (outside <= 0) {
      return 0;
    }
    double logGamma = Gamma.logGamma(count);
    double logLimit = (Math.log(outside * count) + logGamma) / count;
    for (int step = 0; step < 50; step++) {
      double limit = Math.exp(logLimit);
      double chance = Gamma.regularizedGammaP(count, limit);
      // On logarithms the chance is concave in λ: steps from the left never pass the root.
      double slope = Math.exp(count * logLimit - limit - logGamma) / chance;
      double move = Math.log(outside / chance) / slope;
      logLimit += move;
      if (Math.abs(move) < 1e-13) {
        break;
      }
    }
    return Math.exp(logLimit);
  }
}
