package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.ProportionMethod;
import dev.holdout.measure.Range;
import java.util.OptionalDouble;

/**
 * Mean of recall and specificity.
 *
 * <p>Interval: the intervals of the two, which are independent, combined by the method of variance
 * estimates recovery (Zou & Donner 2008).
 */
final class BalancedAccuracy implements Estimated {
  private static final Definition DEFINITION =
      new Definition(
          "balanced_accuracy",
          "(TP / (TP + FN) + TN / (TN + FP)) / 2",
          Range.of(0, 1, "0 to 1, 0.5 without skill"),
          Direction.LARGER_IS_BETTER,
          "there are no positives or no negatives",
          "Brodersen et al. 2010");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unlessUndecided(
        counts,
        threshold,
        cells ->
            Undefined.unlessBothClasses(
                counts,
                () -> (cells.tp() / cells.positives() + cells.tn() / cells.negatives()) / 2));
  }

  @Override
  public OptionalDouble sensitivity(long positives, long negatives) {
    return OptionalDouble.of(0.5 / Math.min(positives, negatives));
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    Confusion cells = counts.confusion(threshold);
    ProportionMethod method = confidence.proportions();
    Estimate recall = method.estimate(cells.tp(), cells.positives());
    Estimate specificity = method.estimate(cells.tn(), cells.negatives());
    double value = (recall.value() + specificity.value()) / 2;
    return new Estimate(
        value,
        recall.method(),
        z -> {
          Interval one = recall.at(z);
          Interval other = specificity.at(z);
          return new Interval(
              value
                  - Math.hypot(recall.value() - one.lower(), specificity.value() - other.lower())
                      / 2,
              value
                  + Math.hypot(one.upper() - recall.value(), other.upper() - specificity.value())
                      / 2);
        });
  }
}
