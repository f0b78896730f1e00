package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Wilson;

/**
 * Wilson's interval of a mean over the positives of numbers between 0 and 1, with as many trials as
 * would give its bootstrap variance: n* = v·(1 − v) / s². Where there are fewer than {@value
 * #FEWEST} positives, or draws do not vary, there are as many trials as positives.
 */
final class EffectiveTrials {
  private static final int FEWEST = 50;

  private EffectiveTrials() {}

  static Estimate ofPositives(
      RankStatistic statistic, double value, ScoreCounts counts, Confidence confidence) {
    double positives = (double) counts.positives();
    double deviation =
        positives < FEWEST || counts.negatives() == 0
            ? 0
            : counts.resamples(confidence).deviation(statistic);
    double trials =
        deviation > 0 && value > 0 && value < 1
            ? value * (1 - value) / (deviation * deviation)
            : positives;
    return new Estimate(value, "bootstrap", Wilson.estimate(value * trials, trials).intervals());
  }
}
