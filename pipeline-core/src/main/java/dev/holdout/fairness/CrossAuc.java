package dev.holdout.fairness;

import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Wilson;

/**
 * The chance that a positive row of one group scores above a negative row of another, ties counting
 * one half.
 *
 * <p>Interval: DeLong's variance on the logit scale with at least 50 rows on either side; else, and
 * at 0 and 1, Wilson's with as many trials as the smaller side has rows, which is wider. Cost: the
 * bins of both.
 *
 * <p>Source: Kallus & Zhou 2019; the variance is DeLong et al. 1988.
 */
final class CrossAuc {
  private static final double FEWEST = 50;

  private final double[] negativeScores;
  private final double[] negatives;
  private final double[] positiveScores;
  private final double[] positives;

  private CrossAuc(ScoreCounts ofPositives, ScoreCounts ofNegatives) {
    var above = ofPositives.bins();
    var below = ofNegatives.bins();
    this.positiveScores = above.values();
    this.negativeScores = below.values();
    this.positives = new double[positiveScores.length];
    this.negatives = new double[negativeScores.length];
    for (int bin = 0; bin < positives.length; bin++) {
      positives[bin] = above.counts()[1][bin];
    }
    for (int bin = 0; bin < negatives.length; bin++) {
      negatives[bin] = below.counts()[0][bin];
    }
  }

  /** Of the positives of one group and the negatives of another; there must be some of each. */
  static Estimate of(ScoreCounts ofPositives, ScoreCounts ofNegatives) {
    return new CrossAuc(ofPositives, ofNegatives).estimate();
  }

  private Estimate estimate() {
    Side wins = Side.of(positiveScores, positives, negativeScores, negatives);
    Side losses = Side.of(negativeScores, negatives, positiveScores, positives);
    double auc = wins.mean;
    double fewer = Math.min(wins.rows, losses.rows);
    if (fewer >= FEWEST && auc > 0 && auc < 1) {
      double variance = wins.varianceOfMean() + losses.varianceOfMean();
      if (variance > 0) {
        double onLogits = Math.sqrt(variance) / (auc * (1 - auc));
        return new Estimate(auc, "delong", z -> Interval.aroundLogit(auc, z * onLogits));
      }
    }
    return new Estimate(auc, "wilson", z -> Wilson.interval(auc * fewer, fewer, z));
  }

  /**
   * One side's rows by the share of the other side's that they lie above.
   *
   * @param mean of those shares
   * @param squares sum of squared distances from the mean
   */
  private record Side(double rows, double mean, double squares) {
    static Side of(double[] scores, double[] rows, double[] otherScores, double[] others) {
      double[] placed = new double[scores.length];
      double below = 0;
      int next = 0;
      double total = 0;
      double sum = 0;
      for (int bin = 0; bin < scores.length; bin++) {
        while (next < otherScores.length && otherScores[next] < scores[bin]) {
          below += others[next++];
        }
        boolean tied = next < otherScores.length && otherScores[next] == scores[bin];
        placed[bin] = below + (tied ? others[next] / 2 : 0);
        total += rows[bin];
        sum += rows[bin] * placed[bin];
      }
      double all = below;
      while (next < others.length) {
        all += others[next++];
      }
      double mean = sum / total / all;
      double squares = 0;
      for (int bin = 0; bin < scores.length; bin++) {
        double distance = placed[bin] / all - mean;
        squares += rows[bin] * distance * distance;
      }
      return new Side(total, mean, squares);
    }

    double varianceOfMean() {
      return squares / (rows - 1) / rows;
    }
  }
}
