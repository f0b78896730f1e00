package dev.holdout.measure;

/**
 * Wilson's score interval of a binomial proportion: never degenerate, never outside [0, 1].
 *
 * <p>Source: Wilson 1927.
 */
public final class Wilson {
  private Wilson() {}

  public static Estimate estimate(double hits, double trials) {
    return new Estimate(hits / trials, "wilson", z -> interval(hits, trials, z));
  }

  /**
   * The interval of a share.
   *
   * @param hits of the trials; effective ones where rows are weighted
   * @param trials more than 0
   * @param z two-sided standard normal quantile of the level
   */
  public static Interval interval(double hits, double trials, double z) {
    double n = trials;
    double share = hits / n;
    double centre = share + z * z / (2 * n);
    double halfWidth = z * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    double scale = 1 + z * z / n;
    return new Interval(
        hits == 0 ? 0 : Math.max(0, (centre - halfWidth) / scale),
        hits == trials ? 1 : Math.min(1, (centre + halfWidth) / scale));
  }
}
