package dev.holdout.jobs.bench;

import dev.holdout.evaluate.ScoreCounts;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Simulated tables whose truth is known. What is known of a row is normal with variance 1, around 0
 * for negatives and around 1.5 for positives; the score is a chance of the positive class made of
 * that; a decision is positive when the score is at least the share of positives.
 */
enum CoverageTables {
  /** The score is the chance of the positive class given what is known of the row. */
  CALIBRATED(1, 0),
  /** Its log-odds are 1.5 times as large, and 0.5 too high. */
  OVERCONFIDENT(1.5, 0.5);

  static final double SHIFT = 1.5;
  private static final int TRUTH_ROWS = 1_000_000;

  private final double slope;
  private final double intercept;

  CoverageTables(double slope, double intercept) {
    this.slope = slope;
    this.intercept = intercept;
  }

  /** A million rows that stand at the quantiles of both distributions. */
  ScoreCounts truth(double prevalence) {
    return truth(prevalence, SHIFT, TRUTH_ROWS);
  }

  /** The same of so many rows, the positives being moved by another shift. */
  ScoreCounts truth(double prevalence, double shift, int rows) {
    return truth(prevalence, prevalence, shift, rows);
  }

  /**
   * The same where rows are of another kind than scores are made for.
   *
   * @param expected the share of positives that scores are made for
   */
  ScoreCounts truth(double expected, double prevalence, double shift, int rows) {
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    ScoreCounts counts = empty(expected);
    int positives = (int) Math.round(rows * prevalence);
    for (boolean positive : new boolean[] {false, true}) {
      int ofClass = positive ? positives : rows - positives;
      for (int row = 0; row < ofClass; row++) {
        double noise = normal.inverseCumulativeProbability((row + 0.5) / ofClass);
        counts.add(score(noise + (positive ? shift : 0), expected), positive);
      }
    }
    return counts;
  }

  /** Rows at random. */
  ScoreCounts sample(SplittableRandom random, int rows, double prevalence) {
    return sample(random, rows, prevalence, SHIFT);
  }

  /** The same, the positives being moved by another shift. */
  ScoreCounts sample(SplittableRandom random, int rows, double prevalence, double shift) {
    ScoreCounts counts = empty(prevalence);
    for (int row = 0; row < rows; row++) {
      boolean positive = random.nextDouble() < prevalence;
      counts.add(score(random.nextGaussian() + (positive ? shift : 0), prevalence), positive);
    }
    return counts;
  }

  static ScoreCounts empty(double threshold) {
    return ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.of(threshold));
  }

  /** The score of a row of which so much is known. */
  double score(double known, double prevalence) {
    double logOdds = Math.log(prevalence / (1 - prevalence)) + SHIFT * known - SHIFT * SHIFT / 2;
    return 1 / (1 + Math.exp(-(slope * logOdds + intercept)));
  }
}
