package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;

/** Another metric on another scale: a factor times it plus a constant, and so is its interval. */
final class Rescaled implements Estimated {
  /** Twice the area under the ROC curve less 1: Somers' D of scores and labels. */
  static final Rescaled GINI =
      new Rescaled(
          new Definition(
              "gini",
              "2·AUC − 1; AUC as roc_auc",
              Range.of(-1, 1, "−1 to 1, 0 without skill"),
              Direction.LARGER_IS_BETTER,
              "there are no positives or no negatives",
              "Somers 1962"),
          new RocAuc(),
          2,
          -1);

  /** Balanced accuracy less that of chance, over what chance leaves of it. */
  static final Rescaled ADJUSTED_BALANCED_ACCURACY =
      new Rescaled(
          new Definition(
                  "adjusted_balanced_accuracy",
                  "(balanced accuracy − 1/2) / (1 − 1/2); equals Youden's J",
                  Range.of(-1, 1, "−1 to 1, 0 without skill"),
                  Direction.LARGER_IS_BETTER,
                  "there are no positives or no negatives",
                  "as scikit-learn's balanced_accuracy_score(adjusted=True)")
              .titled("Balanced accuracy, adjusted for chance"),
          new BalancedAccuracy(),
          2,
          -1);

  /** Recall plus specificity less 1. */
  static final Rescaled YOUDEN_J =
      new Rescaled(
          new Definition(
                  "youden_j",
                  "TP / (TP + FN) + TN / (TN + FP) − 1",
                  Range.of(-1, 1, "−1 to 1, 0 without skill"),
                  Direction.LARGER_IS_BETTER,
                  "there are no positives or no negatives",
                  "Youden 1950")
              .titled("Youden’s J"),
          new BalancedAccuracy(),
          2,
          -1);

  /** How many times as many positives the top rows hold as rows picked at random. */
  static final Rescaled LIFT =
      new Rescaled(
          new Definition(
                  "lift_at_10",
                  "share of positives among the 10 % of rows with the highest scores / share of"
                      + " positives among all rows; of rows of one score at the cut, the share that"
                      + " still fits counts, with as large a share of their positives",
                  Range.of(0, 10, "0 to 10, 1 without skill"),
                  Direction.LARGER_IS_BETTER,
                  "there are no positives",
                  "Berry & Linoff 1997")
              .titled("Lift, top 10 %"),
          new TopGain(),
          1 / TopGain.SHARE,
          0);

  private final Definition definition;
  private final Estimated metric;
  private final double factor;
  private final double constant;

  private Rescaled(Definition definition, Estimated metric, double factor, double constant) {
    this.definition = definition;
    this.metric = metric;
    this.factor = factor;
    this.constant = constant;
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    Measure measure = metric.value(counts, threshold);
    return measure.value().map(value -> Measure.of(scaled(value))).orElse(measure);
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    Estimate estimate = metric.estimate(counts, threshold, confidence);
    return new Estimate(
        scaled(estimate.value()),
        estimate.method(),
        z -> {
          Interval interval = estimate.at(z);
          return new Interval(scaled(interval.lower()), scaled(interval.upper()));
        });
  }

  private double scaled(double value) {
    return factor * value + constant;
  }
}
