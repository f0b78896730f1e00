package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.Optional;

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
              Range.of(-1, 1, "−1 to 1, 0 without skill"),
              Direction.LARGER_IS_BETTER,
              "all labels or all decisions are the same",
              "Matthews 1975")
          .titled("Matthews correlation");

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
    if (Undefined.oneClass(counts).isPresent()) {
      return Measure.undefined(Undefined.oneClass(counts).get());
    }
    if (cells.decidedPositive() == 0 || cells.decidedPositive() == cells.rows()) {
      return Measure.undefined(
          cells.decidedPositive() == 0 ? "no positive decisions" : "no negative decisions");
    }
    return Measure.of(correlation(cells.tp(), cells.fp(), cells.fn(), cells.tn()));
  }

  /**
   * The correlation for shares or counts of the cells, no margin being empty. Margins are paired so
   * that decisions that are all right, or all wrong, give exactly 1 and −1.
   */
  static double correlation(double tp, double fp, double fn, double tn) {
    double difference = tp * tn - fp * fn;
    double margins =
        difference > 0
            ? Math.sqrt((tp + fp) * (tp + fn)) * Math.sqrt((tn + fp) * (tn + fn))
            : Math.sqrt((tp + fp) * (tn + fp)) * Math.sqrt((tp + fn) * (tn + fn));
    return Math.max(-1, Math.min(1, difference / margins));
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    return CellPosterior.estimate(counts.confusion(threshold), Mcc::correlation, confidence);
  }
}
