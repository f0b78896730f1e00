package dev.holdout.evaluate;

import dev.holdout.measure.AreaInterval;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;

/**
 * Intervals of the area under the ROC curve.
 *
 * <p>With at least 50 rows of each class: DeLong's variance, computed from the counts in O(bins),
 * on the logit scale. With fewer, where that variance is too small, and at areas of 0 and 1, where
 * it is 0: Newcombe's method 5, a score interval with Hanley & McNeil's variance.
 *
 * <p>Source: DeLong et al. 1988 by the midranks of Sun & Xu 2014; Newcombe 2006.
 */
public final class AucEstimate {
  private static final int FEWEST = 50;

  private AucEstimate() {}

  /**
   * The interval of an area.
   *
   * @param auc the area, of these counts or of strata of them
   * @param counts rows of both classes
   * @param z two-sided standard normal quantile of the level
   */
  public static Interval interval(double auc, ScoreCounts counts, double z) {
    return of(auc, counts).at(z);
  }

  static Estimate of(double auc, ScoreCounts counts) {
    boolean many = Math.min(counts.positiveMass(), counts.negativeMass()) >= FEWEST;
    double variance = many ? variance(counts) : 0;
    if (variance > 0 && auc > 0 && auc < 1) {
      double onLogits = Math.sqrt(variance) / (auc * (1 - auc));
      return new Estimate(auc, "delong", z -> Interval.aroundLogit(auc, z * onLogits));
    }
    return new Estimate(
        auc,
        "newcombe",
        z -> AreaInterval.newcombe(auc, counts.positiveMass(), counts.negativeMass(), z));
  }

  /** DeLong's variance; at least two rows of each class. */
  static double variance(ScoreCounts counts) {
    Bins bins = counts.bins();
    double positives = counts.positiveMass();
    double negatives = counts.negativeMass();
    double auc = RocAuc.auc(counts);
    double negativesBelow = 0;
    double positivesAbove = positives;
    double ofPositives = 0;
    double ofNegatives = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      double negative = bins.counts()[0][bin];
      double positive = bins.counts()[1][bin];
      positivesAbove -= positive;
      double wins = (negativesBelow + negative / 2) / negatives - auc;
      double losses = (positivesAbove + positive / 2) / positives - auc;
      ofPositives += positive * wins * wins;
      ofNegatives += negative * losses * losses;
      negativesBelow += negative;
    }
    return ofPositives / (positives - 1) / positives + ofNegatives / (negatives - 1) / negatives;
  }
}
