package dev.holdout.jobs.bench;

import dev.holdout.evaluate.ScoreCounts;
import java.util.OptionalDouble;
import java.util.Random;
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

  private static final double SHIFT = 1.5;
  private static final int TRUTH_ROWS = 1_000_000;

  private final double slope;
  private final double intercept;

  CoverageTables(double slope, double intercept) {
    this.slope = slope;
    this.intercept = intercept;
  }

  /** A million rows that stand at the quantiles of both distributions. */
  ScoreCounts truth(double prevalence) {
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    ScoreCounts counts = ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.of(prevalence));
    int positives = (int) Math.round(TRUTH_ROWS * prevalence);
    for (boolean positive : new boolean[] {false, true}) {
      int rows = positive ? positives : TRUTH_ROWS - positives;
      for (int row = 0; row < rows; row++) {
        double evidence = normal.inverseCumulativeProbability((row + 0.5) / rows);
        counts.add(score(evidence, positive, prevalence), positive);
      }
    }
    return counts;
  }

  /** Rows at random. */
  ScoreCounts sample(Random random, int rows, double prevalence) {
    ScoreCounts counts = ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.of(prevalence));
    for (int row = 0; row < rows; row++) {
      boolean positive = random.nextDouble() < prevalence;
      counts.add(score(random.nextGaussian(), positive, prevalence), positive);
    }
    return counts;
  }

  private double score(double evidence, boolean positive, double prevalence) {
    double known = evidence + (positive ? SHIFT : 0);
    double logOdds = Math.log(prevalence / (1 - prevalence)) + SHIFT * known - SHIFT * SHIFT / 2;
    return 1 / (1 + Math.exp(-(slope * logOdds + intercept)));
  }
}
