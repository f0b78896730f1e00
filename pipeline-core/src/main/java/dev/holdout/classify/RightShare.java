package dev.holdout.classify;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.ModifiedWilson;
import dev.holdout.measure.Range;
import java.util.List;

/**
 * The share of rows that are predicted rightly, under each of its names: where every row has one
 * class and one prediction, precision, recall and F1 over the counts of all classes together
 * ("micro") are all accuracy, and so is recall weighted by the classes' rows.
 *
 * <p>Weights: shares of the weight. Interval: {@link ModifiedWilson}, of Kish's effective number of
 * rows.
 */
final class RightShare implements ClassMetric {
  private final Definition definition;

  private RightShare(Definition definition) {
    this.definition = definition;
  }

  private RightShare(String name, String formula) {
    this(definition(name, formula));
  }

  private static Definition definition(String name, String formula) {
    return new Definition(
        name,
        formula,
        Range.SHARE,
        Direction.LARGER_IS_BETTER,
        "there are no rows",
        "Sokolova & Lapalme 2009");
  }

  static List<RightShare> all() {
    return List.of(
        new RightShare(
            definition("accuracy", "share of rows whose predicted class is the true one")
                .to(Definition.Use.SELECT, Definition.Use.GATE)),
        new RightShare("micro_precision", "Σ TP / Σ (TP + FP) over classes; equals accuracy"),
        new RightShare("micro_recall", "Σ TP / Σ (TP + FN) over classes; equals accuracy"),
        new RightShare(
            definition("micro_f1", "2·Σ TP / Σ (2·TP + FP + FN) over classes; equals accuracy")
                .titled("Micro F1")),
        new RightShare(
            "weighted_recall", "mean of recall over classes, by their rows; equals accuracy"));
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(ClassCounts counts) {
    return Lacking.unless(Lacking.rows(counts), () -> share(counts));
  }

  private static double share(ClassCounts counts) {
    return Math.min(1, counts.shares().right());
  }

  @Override
  public Estimate estimate(ClassCounts counts, Confidence confidence) {
    double rows = counts.effectiveRows();
    return ModifiedWilson.estimate(share(counts) * rows, rows);
  }
}
