package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;

/**
 * Matthews' correlation of decisions and labels (the phi coefficient).
 *
 * <p>Interval: {@link CellPosterior}.
 */
final class Mcc implements Estimated {
  private static final Definition DEFINITION =
      new Definition(
          "mcc",
          "(TP·TN − FP·FN) / √((TP + FP)(TP + FN)(TN + FP)(TN + FN))",
          "−1 to 1, 0 without skill",
          Direction.LARGER_IS_BETTER,
          "all labels or all decisions are the same",
          "Matthews 1975");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    Confusion cells = counts.confusion(threshold);
    if (Undefined.oneClass(counts).isPresent()) {
      return Measure.undefined(Undefined.oneClass(counts).get());
    }
    if (cells.decidedPositive() == 0 || cells.decidedPositive() == cells.rows()) {
      return Measure.undefined(
          cells.decidedPositive() == 0 ? "no positive decisions" : "no negative decisions");
    }
    return Measure.of(correlation(cells.tp(), cells.fp(), cells.fn(), cells.tn()));
  }

  /** The correlation for shares or counts of the cells, no margin being empty. */
  static double correlation(double tp, double fp, double fn, double tn) {
    double margins =
        Math.sqrt(tp + fp) * Math.sqrt(tp + fn) * Math.sqrt(tn + fp) * Math.sqrt(tn + fn);
    return Math.max(-1, Math.min(1, (tp * tn - fp * fn) / margins));
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    return CellPosterior.estimate(counts.confusion(threshold), Mcc::correlation, confidence);
  }
}
