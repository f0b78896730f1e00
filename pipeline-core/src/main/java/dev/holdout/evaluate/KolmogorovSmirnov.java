package dev.holdout.evaluate;

import dev.holdout.measure.BootstrapMethod;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;

/**
 * The largest distance between the shares of positives and of negatives that score at least as
 * much, over all scores: the statistic of Kolmogorov and Smirnov of two samples.
 *
 * <p>It leans upward where rows are few, being the largest of many.
 *
 * <p>Cost: O(bins).
 */
final class KolmogorovSmirnov implements Estimated {
  private static final Definition DEFINITION =
      new Definition(
          "ks",
          "largest |recall − false positive rate| over all thresholds",
          "0 to 1, 0 without skill",
          Direction.LARGER_IS_BETTER,
          "there are no positives or no negatives",
          "Smirnov 1939; as SciPy's ks_2samp");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unlessBothClasses(counts, () -> RankStatistic.KOLMOGOROV_SMIRNOV.of(counts));
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    double value = RankStatistic.KOLMOGOROV_SMIRNOV.of(counts);
    Resamples resamples = counts.resamples(confidence);
    if (confidence.bootstrap() != BootstrapMethod.OWN) {
      return resamples.estimate(RankStatistic.KOLMOGOROV_SMIRNOV, value, confidence.bootstrap());
    }
    double bias = resamples.bias(RankStatistic.KOLMOGOROV_SMIRNOV);
    double deviation = resamples.deviation(RankStatistic.KOLMOGOROV_SMIRNOV);
    return new Estimate(
        value,
        "bootstrap",
        z ->
            new Interval(
                Math.max(0, value - bias - z * deviation), Math.min(1, value + z * deviation)));
  }
}
