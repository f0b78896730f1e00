package dev.holdout.measure;

import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * Clopper and Pearson's exact interval of a binomial proportion: holds the truth at least as often
 * as its level says, for every share and any number of trials, at the price of width. Its ends are
 * quantiles of Beta(k, n − k + 1) and Beta(k + 1, n − k); 0 where k = 0, and 1 where k = n. Hits
 * and trials may be fractions, as effective counts of weighted rows are.
 *
 * <p>Source: Clopper & Pearson 1934.
 */
public final class ClopperPearson {
  private ClopperPearson() {}

  /**
   * The share with its intervals.
   *
   * @param trials more than 0
   */
  public static Estimate estimate(double hits, double trials) {
    return new Estimate(hits / trials, "clopper-pearson", z -> interval(hits, trials, z));
  }

  /**
   * The interval of a share.
   *
   * @param trials more than 0
   * @param z two-sided standard normal quantile of the level
   */
  public static Interval interval(double hits, double trials, double z) {
    double tail = Quantiles.outside(z) / 2;
    return new Interval(
        hits <= 0 ? 0 : quantile(hits, trials - hits + 1, tail),
        hits >= trials ? 1 : quantile(hits + 1, trials - hits, 1 - tail));
  }

  private static double quantile(double alpha, double beta, double share) {
    return new BetaDistribution(null, alpha, beta, 1e-12).inverseCumulativeProbability(share);
  }
}
