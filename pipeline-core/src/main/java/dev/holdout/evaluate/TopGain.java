package dev.holdout.evaluate;

import dev.holdout.measure.BootstrapMethod;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;

/**
 * The share of the positives that the tenth of the rows with the highest scores holds. The tenth is
 * exact: of rows of one score at the cut, the share that still fits counts, with as large a share
 * of their positives.
 *
 * <p>Cost: O(bins).
 */
final class TopGain implements Estimated {
  static final double SHARE = 0.1;
  private static final Definition DEFINITION =
      new Definition(
              "gain_at_10",
              "share of the positives that are among the 10 % of rows with the highest scores; of"
                  + " rows of one score at the cut, the share that still fits counts, with as large"
                  + " a share of their positives",
              Range.of(0, 1, "0 to 1, 0.1 without skill"),
              Direction.LARGER_IS_BETTER,
              "there are no positives",
              "Berry & Linoff 1997")
          .titled("Gain, top 10 %");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    if (counts.positiveMass() == 0) {
      return Measure.undefined(counts.mass() == 0 ? Undefined.NO_ROWS : Undefined.NO_POSITIVES);
    }
    return counts.scored()
        ? Measure.of(RankStatistic.TOP_GAIN.of(counts))
        : Measure.undefined(Undefined.NO_SCORES);
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    double value = RankStatistic.TOP_GAIN.of(counts);
    return confidence.bootstrap() == BootstrapMethod.OWN || counts.negativeMass() == 0
        ? EffectiveTrials.ofPositives(RankStatistic.TOP_GAIN, value, 0, counts, confidence)
        : counts
            .resamples(confidence)
            .estimate(RankStatistic.TOP_GAIN, value, confidence.bootstrap());
  }
}
