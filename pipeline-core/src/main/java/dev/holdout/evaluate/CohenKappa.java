package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.Optional;

/**
 * Agreement of decisions and labels beyond that of chance. 0 where all labels or all decisions, but
 * not both, are the same.
 *
 * <p>Interval: {@link CellPosterior}.
 */
final class CohenKappa implements Estimated {
  private static final Definition DEFINITION =
      new Definition(
              "cohen_kappa",
              "(a − e) / (1 − e), a the accuracy, e = ((TP + FP)·(TP + FN) + (FN + TN)·(FP + TN)) /"
                  + " n²",
              Range.of(-1, 1, "−1 to 1, 0 without skill"),
              Direction.LARGER_IS_BETTER,
              "all labels and all decisions are the same",
              "Cohen 1960")
          .titled("Cohen’s kappa");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    Optional<String> undecided = Undefined.noDecisions(counts, threshold);
    if (undecided.isPresent()) {
      return Measure.undefined(undecided.get());
    }
    Confusion cells = counts.confusion(threshold);
    if (cells.rows() == 0) {
      return Measure.undefined(Undefined.NO_ROWS);
    }
    if (cells.tp() == cells.rows() || cells.tn() == cells.rows()) {
      return Measure.undefined("all labels and all decisions are the same");
    }
    return Measure.of(kappa(cells.tp(), cells.fp(), cells.fn(), cells.tn()));
  }

  /** Cohen's by the four cells: the agreement beyond chance over what chance leaves of it. */
  static double kappa(double tp, double fp, double fn, double tn) {
    return 2 * (tp * tn - fp * fn) / ((tp + fp) * (fp + tn) + (tp + fn) * (fn + tn));
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    return CellPosterior.estimate(counts.confusion(threshold), CohenKappa::kappa, confidence);
  }
}
