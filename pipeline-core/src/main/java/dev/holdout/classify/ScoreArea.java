package dev.holdout.classify;

import dev.holdout.measure.AreaInterval;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import java.util.Arrays;

/**
 * The area under the ROC curve of one class against others, with its interval: the chance that a
 * random row of the class has a higher score of it than a random one of the others; ties count one
 * half.
 *
 * <p>Interval: with at least 50 rows of each side DeLong's variance, on the logit scale; with
 * fewer, where that variance is too small, and at areas of 0 and 1, where it is 0, Newcombe's
 * method 5. Weighted rows count as the effective number of rows.
 *
 * <p>Source: DeLong et al. 1988 by the midranks of Sun & Xu 2014; Newcombe 2006.
 */
final class ScoreArea {
  private static final int FEWEST = 50;

  private final double[] values;
  private final double[] others;
  private final double[] own;

  /** Rows below each bin, and all of them behind the last. */
  private final double[] othersBelow;

  private final double[] ownBelow;
  private final double ofOthers;
  private final double ofOwn;

  /**
   * The area of counts; there must be some of both sides.
   *
   * @param values scores, ascending
   * @param others effective rows of the others by score
   * @param own effective rows of the class by score
   */
  ScoreArea(double[] values, double[] others, double[] own) {
    this.values = values;
    this.others = others;
    this.own = own;
    this.othersBelow = below(others);
    this.ownBelow = below(own);
    this.ofOthers = othersBelow[others.length];
    this.ofOwn = ownBelow[own.length];
  }

  private static double[] below(double[] rows) {
    double[] below = new double[rows.length + 1];
    for (int bin = 0; bin < rows.length; bin++) {
      below[bin + 1] = below[bin] + rows[bin];
    }
    return below;
  }

  double area() {
    double concordant = 0;
    for (int bin = 0; bin < own.length; bin++) {
      concordant += own[bin] * (othersBelow[bin] + others[bin] / 2);
    }
    return Math.min(1, concordant / ofOthers / ofOwn);
  }

  /** The share of the others that score below, half of those in the same bin included. */
  double othersBelow(double score) {
    int bin = binOf(score);
    return (othersBelow[bin] + others[bin] / 2) / ofOthers;
  }

  /** The share of the class that scores above, half of those in the same bin included. */
  double ownAbove(double score) {
    int bin = binOf(score);
    return 1 - (ownBelow[bin] + own[bin] / 2) / ofOwn;
  }

  private int binOf(double score) {
    int found = Arrays.binarySearch(values, score);
    if (found >= 0) {
      return found;
    }
    int above = Math.min(-found - 1, values.length - 1);
    boolean nearerBelow = above > 0 && score - values[above - 1] < values[above] - score;
    return nearerBelow ? above - 1 : above;
  }

  /** The most by which bins of several scores can have moved the area. */
  double error() {
    double pairs = 0;
    for (int bin = 0; bin < own.length; bin++) {
      pairs += own[bin] * others[bin];
    }
    return pairs / 2 / ofOthers / ofOwn;
  }

  Estimate estimate() {
    double area = area();
    double variance = Math.min(ofOthers, ofOwn) >= FEWEST ? variance(area) : 0;
    if (variance > 0 && area > 0 && area < 1) {
      double onLogits = Math.sqrt(variance) / (area * (1 - area));
      return new Estimate(area, "delong", z -> Interval.aroundLogit(area, z * onLogits));
    }
    return new Estimate(area, "newcombe", z -> AreaInterval.newcombe(area, ofOwn, ofOthers, z));
  }

  private double variance(double area) {
    double byOwn = 0;
    double byOthers = 0;
    for (int bin = 0; bin < own.length; bin++) {
      double wins = (othersBelow[bin] + others[bin] / 2) / ofOthers - area;
      double losses = 1 - (ownBelow[bin] + own[bin] / 2) / ofOwn - area;
      byOwn += own[bin] * wins * wins;
      byOthers += others[bin] * losses * losses;
    }
    return byOwn / (ofOwn - 1) / ofOwn + byOthers / (ofOthers - 1) / ofOthers;
  }
}
