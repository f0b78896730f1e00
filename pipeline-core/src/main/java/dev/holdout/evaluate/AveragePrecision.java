package dev.holdout.evaluate;

import dev.holdout.measure.BootstrapMethod;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import dev.holdout.measure.Wilson;

/**
 * The step sum of precision over recall, rows of equal score taken together; never the trapezoid.
 *
 * <p>Cost: O(bins).
 *
 * <p>Interval: on the logit scale, centred on the mean of the positives' precisions with one more
 * of no skill among them, since the value leans upward. With 50 positives or more its width comes
 * from {@link Resamples}; with fewer, where resampling is too narrow, or where draws do not vary,
 * from the binomial variance of as many trials as positives (Boyd, Eng & Page 2013).
 */
final class AveragePrecision implements Estimated {
  private static final Definition DEFINITION =
      new Definition(
              "average_precision",
              "Σ (Rₙ − Rₙ₋₁)·Pₙ over the distinct scores in descending order",
              Range.of(0, 1, "0 to 1, the prevalence without skill"),
              Direction.LARGER_IS_BETTER,
              "there are no positives",
              "Boyd, Eng & Page 2013; the step sum as in scikit-learn")
          .to(Definition.Use.SELECT);

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
    if (counts.negativeMass() == 0) {
      return Wilson.estimate(positives, positives);
    }
    if (confidence.bootstrap() != BootstrapMethod.OWN) {
      return counts
          .resamples(confidence)
          .estimate(RankStatistic.AVERAGE_PRECISION, value, confidence.bootstrap());
    }
    double deviation =
        positives < FEWEST_RESAMPLED
            ? 0
            : counts.resamples(confidence).deviation(RankStatistic.AVERAGE_PRECISION);
    double centre = (value * positives + positives / counts.mass()) / (positives + 1);
    double onLogits =
        deviation > 0
            ? deviation / (value * (1 - value))
            : 1 / Math.sqrt(positives * centre * (1 - centre));
    return new Estimate(
        value,
        deviation > 0 ? "bootstrap" : "logit",
        z -> Interval.aroundLogit(centre, z * onLogits));
  }
}
