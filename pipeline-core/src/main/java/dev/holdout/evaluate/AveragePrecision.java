package dev.holdout.evaluate;

import dev.holdout.measure.BootstrapMethod;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Wilson;

/**
 * The step sum of precision over recall, rows of equal score taken together; never the trapezoid.
 *
 * <p>Cost: O(bins).
 *
 * <p>Interval: on the logit scale. With 50 positives or more its width comes from {@link
 * Resamples}, centred on the exact value; with fewer, where resampling is too narrow, from the
 * binomial variance of as many trials as positives (Boyd, Eng & Page 2013); at 1 it is Wilson's.
 */
final class AveragePrecision implements Estimated {
  private static final Definition DEFINITION =
      new Definition(
          "average_precision",
          "Σ (Rₙ − Rₙ₋₁)·Pₙ over the distinct scores in descending order",
          "0 to 1, the prevalence without skill",
          Direction.LARGER_IS_BETTER,
          "there are no positives",
          "Boyd, Eng & Page 2013; the step sum as in scikit-learn");

  private static final int FEWEST_RESAMPLED = 50;

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
        ? Measure.of(RankStatistic.AVERAGE_PRECISION.of(counts))
        : Measure.undefined(Undefined.NO_SCORES);
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    double value = RankStatistic.AVERAGE_PRECISION.of(counts);
    double positives = counts.positiveMass();
    if (counts.negativeMass() == 0
        || (value >= 1 && confidence.bootstrap() == BootstrapMethod.OWN)) {
      return Wilson.estimate(positives, positives);
    }
    if (confidence.bootstrap() != BootstrapMethod.OWN) {
      return counts
          .resamples(confidence)
          .estimate(RankStatistic.AVERAGE_PRECISION, value, confidence.bootstrap());
    }
    boolean few = positives < FEWEST_RESAMPLED;
    double deviation =
        few
            ? Math.sqrt(value * (1 - value) / positives)
            : counts.resamples(confidence).deviation(RankStatistic.AVERAGE_PRECISION);
    double onLogits = deviation / (value * (1 - value));
    return new Estimate(
        value, few ? "logit" : "bootstrap", z -> Interval.aroundLogit(value, z * onLogits));
  }
}
