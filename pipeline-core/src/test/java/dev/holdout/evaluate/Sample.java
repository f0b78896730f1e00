package dev.holdout.evaluate;

import java.util.OptionalDouble;
import java.util.Random;

/** Small sets of scores and labels for tests. */
final class Sample {
  /** Ten rows with ties across the classes; decisions at 0.4: tn 2, fp 3, fn 1, tp 4. */
  static final double[] SCORES = {.1, .4, .35, .8, .4, .4, .2, .9, .6, .6};

  static final int[] LABELS = {0, 0, 1, 1, 0, 1, 0, 1, 1, 0};

  private Sample() {}

  static ScoreCounts ten() {
    return counts(SCORES, LABELS);
  }

  static ScoreCounts counts(double[] scores, int[] labels) {
    ScoreCounts counts = ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.empty());
    for (int row = 0; row < scores.length; row++) {
      counts.add(scores[row], labels[row] == 1);
    }
    return counts;
  }

  /** The ten rows, each {@code times} times. */
  static ScoreCounts repeated(int times) {
    ScoreCounts counts = ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.empty());
    for (int time = 0; time < times; time++) {
      counts.merge(ten());
    }
    return counts;
  }

  /**
   * Rows of a calibrated model: the score's logit is normal, shifted by 1.5 for positives.
   *
   * @param prevalence share of positives
   */
  static ScoreCounts calibrated(Random random, int rows, double prevalence) {
    ScoreCounts counts = ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.empty());
    for (int row = 0; row < rows; row++) {
      boolean positive = random.nextDouble() < prevalence;
      double evidence = random.nextGaussian() + (positive ? 1.5 : 0);
      double logit = Math.log(prevalence / (1 - prevalence)) + 1.5 * evidence - 1.125;
      counts.add(1 / (1 + Math.exp(-logit)), positive);
    }
    return counts;
  }
}
