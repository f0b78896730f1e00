package dev.holdout.evaluate;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import java.util.function.DoubleUnaryOperator;

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
        auc, "newcombe", z -> newcombe(auc, counts.positiveMass(), counts.negativeMass(), z));
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

  private static Interval newcombe(double auc, double positives, double negatives, double z) {
    double others = (positives + negatives) / 2 - 1;
    DoubleUnaryOperator distance =
        area -> {
          double variance =
              area
                  * (1 - area)
                  / (positives * negatives)
                  * (1 + others * ((1 - area) / (2 - area) + area / (1 + area)));
          return (area - auc) * (area - auc) - z * z * variance;
        };
    return new Interval(
        auc == 0 ? 0 : boundary(distance, auc, 0), auc == 1 ? 1 : boundary(distance, auc, 1));
  }

  /** Where the distance changes sign between a point inside the interval and one outside. */
  private static double boundary(DoubleUnaryOperator distance, double inside, double outside) {
    double in = inside;
    double out = outside;
    for (int step = 0; step < 60; step++) {
      double middle = (in + out) / 2;
      if (distance.applyAsDouble(middle) <= 0) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }
}
