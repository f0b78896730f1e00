package dev.holdout.classify;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;

/**
 * Balanced accuracy less that of chance, over what chance leaves of it, with as many classes as
 * rows are of.
 *
 * <p>Interval: that of balanced accuracy, carried over.
 */
final class AdjustedBalancedAccuracy implements ClassMetric {
  private static final String ONE_CLASS = "rows are of one class only";

  private static final Definition DEFINITION =
      new Definition(
              "adjusted_balanced_accuracy",
              "(balanced accuracy − 1/K) / (1 − 1/K), K the classes that rows are of",
              Range.of(-1, 1, "−1 / (K − 1) to 1, 0 without skill"),
              Direction.LARGER_IS_BETTER,
              "there are no rows, or rows are of one class only",
              "as scikit-learn's balanced_accuracy_score(adjusted=True)")
          .titled("Balanced accuracy, adjusted for chance");

  private final ClassMetric balanced = MeanOfClasses.balancedAccuracy();

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ClassCounts counts) {
    Measure value = balanced.value(counts);
    if (value.undefined().isPresent()) {
      return value;
    }
    double chance = chance(counts);
    return chance == 1
        ? Measure.undefined(ONE_CLASS)
        : Measure.of(adjusted(value.value().orElseThrow(), chance));
  }

  @Override
  public Estimate estimate(ClassCounts counts, Confidence confidence) {
    double chance = chance(counts);
    Estimate estimate = balanced.estimate(counts, confidence);
    return new Estimate(
        adjusted(estimate.value(), chance),
        estimate.method(),
        z -> {
          Interval one = estimate.at(z);
          return new Interval(adjusted(one.lower(), chance), adjusted(one.upper(), chance));
        });
  }

  private static double chance(ClassCounts counts) {
    int occurring = 0;
    for (double share : counts.shares().actual()) {
      occurring += share > 0 ? 1 : 0;
    }
    return 1.0 / occurring;
  }

  private static double adjusted(double value, double chance) {
    return (value - chance) / (1 - chance);
  }
}
