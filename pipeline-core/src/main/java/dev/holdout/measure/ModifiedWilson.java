package dev.holdout.measure;

import org.apache.commons.math3.distribution.GammaDistribution;

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

  private static double limit(double count, double outside) {
    return outside < 1e-12
        ? 0
        : new GammaDistribution(null, count, 1).inverseCumulativeProbability(outside);
  }
}
