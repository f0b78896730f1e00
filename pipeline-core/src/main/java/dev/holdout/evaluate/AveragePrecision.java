package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.PoissonCounts;
import dev.holdout.measure.Wilson;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * The step sum of precision over recall, rows of equal score taken together; never the trapezoid.
 *
 * <p>Cost: O(bins).
 *
 * <p>Interval: on the logit scale. With 50 positives or more its width comes from resampling the
 * counts in at most 256 bins of equal mass (Poisson bootstrap), centred on the exact value; with
 * fewer, where resampling is too narrow, from the binomial variance of as many trials as positives
 * (Boyd, Eng & Page 2013); at 1 it is Wilson's.
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
  private static final int RESAMPLED_BINS = 256;

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
        ? Measure.of(stepSum(counts.bins()))
        : Measure.undefined(Undefined.NO_SCORES);
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    double value = stepSum(counts.bins());
    if (value >= 1) {
      return Wilson.estimate(counts.positiveMass(), counts.positiveMass());
    }
    boolean few = counts.positiveMass() < FEWEST_RESAMPLED;
    double deviation =
        few
            ? Math.sqrt(value * (1 - value) / counts.positiveMass())
            : deviation(counts.bins(), confidence);
    double onLogits = deviation / (value * (1 - value));
    return new Estimate(
        value, few ? "logit" : "bootstrap", z -> Interval.aroundLogit(value, z * onLogits));
  }

  private static double deviation(Bins exact, Confidence confidence) {
    Bins bins = EqualMass.ofBothClasses(exact, RESAMPLED_BINS);
    PoissonCounts[] resamplers = {
      new PoissonCounts(bins.counts()[0]), new PoissonCounts(bins.counts()[1])
    };
    Bins drawn = new Bins(bins.values(), new double[2][bins.size()]);
    SplittableRandom random = new SplittableRandom(confidence.seed());
    SummaryStatistics values = new SummaryStatistics();
    for (int draw = 0; draw < confidence.draws(); draw++) {
      resamplers[0].draw(random, drawn.counts()[0]);
      resamplers[1].draw(random, drawn.counts()[1]);
      values.addValue(stepSum(drawn));
    }
    return values.getStandardDeviation();
  }

  private static double stepSum(Bins bins) {
    double sum = 0;
    double tp = 0;
    double decided = 0;
    for (int bin = bins.size() - 1; bin >= 0; bin--) {
      double positives = bins.counts()[1][bin];
      tp += positives;
      decided += positives + bins.counts()[0][bin];
      sum += positives == 0 ? 0 : positives * (tp / decided);
    }
    return tp == 0 ? 0 : sum / tp;
  }
}
