package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.Optional;
import java.util.function.Function;

/**
 * A smooth function of the four counts of decisions by truth.
 *
 * <p>Interval: {@link CellPosterior}.
 */
final class CellFunction implements Estimated {
  /** Matthews' correlation of decisions and labels (the phi coefficient). */
  static final CellFunction MCC =
      new CellFunction(
          new Definition(
                  "mcc",
                  "(TP·TN − FP·FN) / √((TP + FP)(TP + FN)(TN + FP)(TN + FN))",
                  Range.of(-1, 1, "−1 to 1, 0 without skill"),
                  Direction.LARGER_IS_BETTER,
                  "all labels or all decisions are the same",
                  "Matthews 1975")
              .titled("Matthews correlation"),
          CellFunction::correlation,
          CellFunction::withoutVariation);

  /**
   * Agreement of decisions and labels beyond that of chance. 0 where all labels or all decisions,
   * but not both, are the same.
   */
  static final CellFunction COHEN_KAPPA =
      new CellFunction(
          new Definition(
                  "cohen_kappa",
                  "(a − e) / (1 − e), a the accuracy, e = ((TP + FP)·(TP + FN) + (FN + TN)·(FP +"
                      + " TN)) / n²",
                  Range.of(-1, 1, "−1 to 1, 0 without skill"),
                  Direction.LARGER_IS_BETTER,
                  "all labels and all decisions are the same",
                  "Cohen 1960")
              .titled("Cohen’s kappa"),
          (tp, fp, fn, tn) ->
              2 * (tp * tn - fp * fn) / ((tp + fp) * (fp + tn) + (tp + fn) * (fn + tn)),
          cells ->
              unless(
                  cells.tp() < cells.rows() && cells.tn() < cells.rows(),
                  "all labels and all decisions are the same"));

  /** Geometric mean of precision and recall. */
  static final CellFunction FOWLKES_MALLOWS =
      new CellFunction(
          new Definition(
                  "fowlkes_mallows",
                  "TP / √((TP + FP)·(TP + FN))",
                  Range.SHARE,
                  Direction.LARGER_IS_BETTER,
                  "there are no positives, or no decision is positive",
                  "Fowlkes & Mallows 1983")
              .titled("Fowlkes–Mallows index"),
          (tp, fp, fn, tn) -> tp / Math.sqrt((tp + fp) * (tp + fn)),
          cells ->
              cells.positives() == 0
                  ? Optional.of(Undefined.NO_POSITIVES)
                  : unless(cells.decidedPositive() > 0, "no positive decisions"));

  /** Precision and negative predictive value less 1. */
  static final CellFunction MARKEDNESS =
      new CellFunction(
          new Definition(
              "markedness",
              "TP / (TP + FP) + TN / (TN + FN) − 1",
              Range.of(-1, 1, "−1 to 1, 0 without skill"),
              Direction.LARGER_IS_BETTER,
              "no decision is positive, or none is negative",
              "Powers 2011"),
          (tp, fp, fn, tn) -> tp / (tp + fp) + tn / (tn + fn) - 1,
          cells ->
              cells.decidedPositive() == 0
                  ? Optional.of("no positive decisions")
                  : unless(cells.decidedNegative() > 0, "no negative decisions"));

  /** How many times as likely a positive decision is for a positive as for a negative. */
  static final CellFunction LR_POSITIVE =
      new CellFunction(
          new Definition(
                  "lr_positive",
                  "recall / false positive rate",
                  Range.of(0, Double.POSITIVE_INFINITY, "from 0, 1 without skill"),
                  Direction.LARGER_IS_BETTER,
                  "there are no positives, or no negative is decided positive",
                  "Altman & Bland 1994")
              .titled("Likelihood ratio LR+"),
          (tp, fp, fn, tn) -> tp / (tp + fn) * ((fp + tn) / fp),
          cells ->
              cells.positives() == 0
                  ? Optional.of(Undefined.NO_POSITIVES)
                  : unless(cells.fp() > 0, "no false positives"));

  /** How many times as likely a negative decision is for a positive as for a negative. */
  static final CellFunction LR_NEGATIVE =
      new CellFunction(
          new Definition(
                  "lr_negative",
                  "false negative rate / specificity",
                  Range.of(0, Double.POSITIVE_INFINITY, "from 0, 1 without skill"),
                  Direction.SMALLER_IS_BETTER,
                  "there are no positives, or no negative is decided negative",
                  "Altman & Bland 1994")
              .titled("Likelihood ratio LR−"),
          (tp, fp, fn, tn) -> fn / (tp + fn) * ((fp + tn) / tn),
          cells ->
              cells.positives() == 0
                  ? Optional.of(Undefined.NO_POSITIVES)
                  : unless(cells.tn() > 0, "no true negatives"));

  private final Definition definition;
  private final CellPosterior.Figure figure;
  private final Function<Confusion, Optional<String>> undefined;

  private CellFunction(
      Definition definition,
      CellPosterior.Figure figure,
      Function<Confusion, Optional<String>> undefined) {
    this.definition = definition;
    this.figure = figure;
    this.undefined = undefined;
  }

  /**
   * Matthews' for shares or counts of the cells, no margin being empty. Margins are paired so that
   * decisions that are all right, or all wrong, give exactly 1 and −1.
   */
  private static double correlation(double tp, double fp, double fn, double tn) {
    double difference = tp * tn - fp * fn;
    double margins =
        difference > 0
            ? Math.sqrt((tp + fp) * (tp + fn)) * Math.sqrt((tn + fp) * (tn + fn))
            : Math.sqrt((tp + fp) * (tn + fp)) * Math.sqrt((tp + fn) * (tn + fn));
    return Math.max(-1, Math.min(1, difference / margins));
  }

  private static Optional<String> withoutVariation(Confusion cells) {
    if (cells.positives() == 0 || cells.negatives() == 0) {
      return Optional.of(cells.positives() == 0 ? Undefined.NO_POSITIVES : Undefined.NO_NEGATIVES);
    }
    return cells.decidedPositive() == 0
        ? Optional.of("no positive decisions")
        : unless(cells.decidedNegative() > 0, "no negative decisions");
  }

  private static Optional<String> unless(boolean defined, String reason) {
    return defined ? Optional.empty() : Optional.of(reason);
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unlessUndecided(counts, threshold, this::value);
  }

  private Measure value(Confusion cells) {
    Optional<String> reason =
        cells.rows() == 0 ? Optional.of(Undefined.NO_ROWS) : undefined.apply(cells);
    return Undefined.unless(
        reason, () -> figure.of(cells.tp(), cells.fp(), cells.fn(), cells.tn()));
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    return CellPosterior.estimate(counts.confusion(threshold), figure, confidence);
  }
}
