package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Wilson;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A metric that is one count of decisions divided by another that includes it.
 *
 * <p>Interval: {@link Wilson}.
 */
final class Proportion implements Estimated {
  /** Share of rows decided rightly. */
  static final Proportion ACCURACY =
      new Proportion(
          better("accuracy", "(TP + TN) / n", "there are no rows"),
          cells -> cells.tp() + cells.tn(),
          Confusion::rows,
          Undefined.NO_ROWS,
          Proportion::oneOfAll);

  /** Share of positive decisions that are right: positive predictive value. */
  static final Proportion PRECISION =
      new Proportion(
          better("precision", "TP / (TP + FP)", "no decision is positive"),
          Confusion::tp,
          Confusion::decidedPositive,
          "no positive decisions",
          (positives, negatives) -> OptionalDouble.empty());

  /** Share of positives found: sensitivity, true positive rate. */
  static final Proportion RECALL =
      new Proportion(
          better("recall", "TP / (TP + FN)", "there are no positives"),
          Confusion::tp,
          Confusion::positives,
          Undefined.NO_POSITIVES,
          (positives, negatives) -> OptionalDouble.of(1.0 / positives));

  /** Share of negatives left alone: true negative rate. */
  static final Proportion SPECIFICITY =
      new Proportion(
          better("specificity", "TN / (TN + FP)", "there are no negatives"),
          Confusion::tn,
          Confusion::negatives,
          Undefined.NO_NEGATIVES,
          (positives, negatives) -> OptionalDouble.of(1.0 / negatives));

  /** Share of positives among the rows. */
  static final Proportion PREVALENCE =
      new Proportion(
          describing("prevalence", "(TP + FN) / n"),
          Confusion::positives,
          Confusion::rows,
          Undefined.NO_ROWS,
          (positives, negatives) -> OptionalDouble.of(0));

  /** Share of rows decided positive. */
  static final Proportion SELECTION_RATE =
      new Proportion(
          describing("selection_rate", "(TP + FP) / n"),
          Confusion::decidedPositive,
          Confusion::rows,
          Undefined.NO_ROWS,
          Proportion::oneOfAll);

  private final Definition definition;
  private final ToDoubleFunction<Confusion> hits;
  private final ToDoubleFunction<Confusion> trials;
  private final String noTrials;
  private final Sensitivity sensitivity;

  @FunctionalInterface
  private interface Sensitivity {
    OptionalDouble of(long positives, long negatives);
  }

  private Proportion(
      Definition definition,
      ToDoubleFunction<Confusion> hits,
      ToDoubleFunction<Confusion> trials,
      String noTrials,
      Sensitivity sensitivity) {
    this.definition = definition;
    this.hits = hits;
    this.trials = trials;
    this.noTrials = noTrials;
    this.sensitivity = sensitivity;
  }

  private static OptionalDouble oneOfAll(long positives, long negatives) {
    return OptionalDouble.of(1.0 / (positives + negatives));
  }

  @Override
  public OptionalDouble sensitivity(long positives, long negatives) {
    return sensitivity.of(positives, negatives);
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    Confusion cells = counts.confusion(threshold);
    double of = trials.applyAsDouble(cells);
    if (of == 0) {
      return Measure.undefined(cells.rows() == 0 ? Undefined.NO_ROWS : noTrials);
    }
    return Measure.of(hits.applyAsDouble(cells) / of);
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    Confusion cells = counts.confusion(threshold);
    return Wilson.estimate(hits.applyAsDouble(cells), trials.applyAsDouble(cells));
  }

  private static Definition better(String name, String formula, String undefinedWhen) {
    return new Definition(
        name, formula, "0 to 1", Direction.LARGER_IS_BETTER, undefinedWhen, "Fawcett 2006");
  }

  private static Definition describing(String name, String formula) {
    return new Definition(
        name, formula, "0 to 1", Direction.NEITHER, "there are no rows", "Fawcett 2006");
  }
}
