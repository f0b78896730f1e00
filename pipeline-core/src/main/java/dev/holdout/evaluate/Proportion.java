package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A metric that is one count of decisions divided by another that includes it.
 *
 * <p>Interval: {@link Confidence#proportions}.
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
          Proportion::unbounded);

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

  /** Share of negatives that raise a false alarm: fall-out. */
  static final Proportion FPR =
      new Proportion(
          worse("fpr", "FP / (FP + TN)", "there are no negatives").titled("False positive rate"),
          Confusion::fp,
          Confusion::negatives,
          Undefined.NO_NEGATIVES,
          Proportion::unbounded);

  /** Share of positives missed. */
  static final Proportion FNR =
      new Proportion(
          worse("fnr", "FN / (FN + TP)", "there are no positives").titled("False negative rate"),
          Confusion::fn,
          Confusion::positives,
          Undefined.NO_POSITIVES,
          Proportion::unbounded);

  /** Share of negative decisions that are right: negative predictive value. */
  static final Proportion NPV =
      new Proportion(
          better("npv", "TN / (TN + FN)", "no decision is negative")
              .titled("Negative predictive value"),
          Confusion::tn,
          Confusion::decidedNegative,
          "no negative decisions",
          Proportion::unbounded);

  /** Share of positive decisions that are wrong: false discovery rate. */
  static final Proportion FDR =
      new Proportion(
          worse("fdr", "FP / (FP + TP)", "no decision is positive").titled("False discovery rate"),
          Confusion::fp,
          Confusion::decidedPositive,
          "no positive decisions",
          Proportion::unbounded);

  /** Share of negative decisions that are wrong: false omission rate. */
  static final Proportion FOR =
      new Proportion(
          worse("for", "FN / (FN + TN)", "no decision is negative").titled("False omission rate"),
          Confusion::fn,
          Confusion::decidedNegative,
          "no negative decisions",
          Proportion::unbounded);

  /** Share of right decisions among the rows that are positive or decided so: Jaccard's index. */
  static final Proportion THREAT_SCORE =
      new Proportion(
          new Definition(
                  "threat_score",
                  "TP / (TP + FN + FP)",
                  Range.SHARE,
                  Direction.LARGER_IS_BETTER,
                  "there are neither positives nor positive decisions",
                  "Gilbert 1884; the critical success index, Jaccard's index")
              .titled("Threat score (critical success index)"),
          Confusion::tp,
          cells -> cells.tp() + cells.fn() + cells.fp(),
          "no positives and no positive decisions",
          Proportion::unbounded);

  /** Share of positives among the rows. */
  static final Proportion PREVALENCE =
      new Proportion(
          describing("prevalence", "(TP + FN) / n").titled("Share of positives"),
          Confusion::positives,
          Confusion::rows,
          Undefined.NO_ROWS,
          (positives, negatives) -> OptionalDouble.of(0));

  /** Share of rows decided positive. */
  static final Proportion SELECTION_RATE =
      new Proportion(
          describing("selection_rate", "(TP + FP) / n").titled("Share flagged"),
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

  private static OptionalDouble unbounded(long positives, long negatives) {
    return OptionalDouble.empty();
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
    Optional<String> undecided = Undefined.noDecisions(counts, threshold);
    if (this != PREVALENCE && undecided.isPresent()) {
      return Measure.undefined(undecided.get());
    }
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
    return confidence
        .proportions()
        .estimate(hits.applyAsDouble(cells), trials.applyAsDouble(cells));
  }

  private static Definition better(String name, String formula, String undefinedWhen) {
    return new Definition(
        name, formula, Range.SHARE, Direction.LARGER_IS_BETTER, undefinedWhen, "Fawcett 2006");
  }

  private static Definition worse(String name, String formula, String undefinedWhen) {
    return new Definition(
        name, formula, Range.SHARE, Direction.SMALLER_IS_BETTER, undefinedWhen, "Fawcett 2006");
  }

  private static Definition describing(String name, String formula) {
    return new Definition(
        name, formula, Range.SHARE, Direction.NEITHER, "there are no rows", "Fawcett 2006");
  }
}
