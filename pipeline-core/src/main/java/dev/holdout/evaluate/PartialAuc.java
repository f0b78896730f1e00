package dev.holdout.evaluate;

import dev.holdout.measure.BootstrapMethod;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;

/**
 * The area under the ROC curve where at most one negative in ten is a false alarm, standardised
 * (McClish 1989): ½·(1 + (A − m) / (M − m)), A the area over false positive rates from 0 to 0.1,
 * the curve being straight between the points of neighbouring scores, m = 0.1²/2 that of a model
 * without skill and M = 0.1 the largest.
 *
 * <p>Cost: O(bins).
 */
final class PartialAuc implements Estimated {
  static final double MOST = 0.1;
  private static final Definition DEFINITION =
      new Definition(
              "partial_auc",
              "½·(1 + (A − m) / (M − m)), A the area under the ROC curve over false positive rates"
                  + " from 0 to 0.1, m = 0.005 the area without skill, M = 0.1 the largest; rows of"
                  + " equal score make a straight piece of the curve",
              Range.of(standardised(0), 1, "0.4737 to 1, 0.5 without skill"),
              Direction.LARGER_IS_BETTER,
              "there are no positives or no negatives",
              "McClish 1989; as scikit-learn's roc_auc_score(max_fpr=0.1)")
          .titled("Partial AUC, up to 10 % false alarms");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unless(
        Undefined.noRanks(counts), () -> standardised(RankStatistic.PARTIAL_AREA.of(counts)));
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    double recall = RankStatistic.PARTIAL_AREA.of(counts);
    Estimate mean =
        confidence.bootstrap() == BootstrapMethod.OWN
            ? EffectiveTrials.ofPositives(
                RankStatistic.PARTIAL_AREA, recall, bias(counts), counts, confidence)
            : counts
                .resamples(confidence)
                .estimate(RankStatistic.PARTIAL_AREA, recall, confidence.bootstrap());
    return new Estimate(
        standardised(recall),
        mean.method(),
        z -> {
          Interval interval = mean.at(z);
          return new Interval(standardised(interval.lower()), standardised(interval.upper()));
        });
  }

  /**
   * By how much the area leans upward, as a share of the largest: the curve's step at a negative
   * stands at that negative's own rate of false alarms, about half a negative too far.
   */
  private static double bias(ScoreCounts counts) {
    double negatives = counts.negativeMass();
    return recall(counts) / (2 * MOST * negatives);
  }

  /** Where the false positive rate is 0.1. */
  private static double recall(ScoreCounts counts) {
    Bins bins = counts.bins();
    double left = MOST * counts.negativeMass();
    double tp = 0;
    for (int bin = bins.size() - 1; bin >= 0 && left > 0; bin--) {
      double wrong = bins.counts()[0][bin];
      double found = bins.counts()[1][bin];
      tp += wrong <= left ? found : found * (left / wrong);
      left -= wrong;
    }
    return tp / counts.positiveMass();
  }

  /** Of the mean recall over the false positive rates. */
  private static double standardised(double recall) {
    return (1 + (recall - MOST / 2) / (1 - MOST / 2)) / 2;
  }
}
