package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Wilson;

/**
 * Wilson's interval of a mean over the positives of numbers between 0 and 1, with as many trials as
 * would give its bootstrap variance: n* = v·(1 − v) / s². With fewer than {@value #FEW} positives,
 * whose draws vary too little, the trials are at most √(n*·positives), with fewer than {@value
 * #FEWEST} at most the positives; where draws do not vary they are the positives.
 */
final class EffectiveTrials {
  private static final int FEW = 50;
  private static final int FEWEST = 5;

  private EffectiveTrials() {}

  /**
   * The estimate.
   *
   * @param value the figure
   * @param bias by how much it is expected to lie above its truth; intervals are made around what
   *     is left without it
   */
  static Estimate ofPositives(
      RankStatistic statistic,
      double value,
      double bias,
      ScoreCounts counts,
      Confidence confidence) {
    double positives = counts.positiveMass();
    double centre = Math.max(0, value - bias);
    double deviation =
        counts.negativeMass() == 0 ? 0 : counts.resamples(confidence).deviation(statistic);
    double trials =
        deviation > 0 && centre > 0 && centre < 1
            ? centre * (1 - centre) / (deviation * deviation)
            : positives;
    double cautious = trials;
    if (positives < FEWEST) {
      cautious = Math.min(positives, trials);
    } else if (positives < FEW) {
      cautious = Math.min(trials, Math.sqrt(positives * trials));
    }
    return new Estimate(
        value, "bootstrap", Wilson.estimate(centre * cautious, cautious).intervals());
  }
}
