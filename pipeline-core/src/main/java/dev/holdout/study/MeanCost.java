package dev.holdout.study;

import dev.holdout.decide.CostMatrix;
import dev.holdout.evaluate.Confusion;
import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;

/**
 * What a row's decision costs on average.
 *
 * @param falsePositive what a false positive costs
 * @param falseNegative what a false negative costs
 * @param truePositive what a true positive costs; below 0 it is a benefit
 * @param trueNegative what a true negative costs
 */
record MeanCost(
    double falsePositive, double falseNegative, double truePositive, double trueNegative)
    implements Metric {
  static final String NAME = "cost";

  private static final Definition DEFINITION =
      new Definition(
              NAME,
              "Σ over decisions of what each kind costs, divided by the rows",
              Range.any("what the costs make possible"),
              Direction.SMALLER_IS_BETTER,
              "there are no rows",
              "Elkan 2001")
          .titled("Mean cost of a row");

  /** Of costs that are the same in every row. */
  static MeanCost of(CostMatrix matrix) {
    return new MeanCost(
        matrix.falsePositive().factor(),
        matrix.falseNegative().factor(),
        matrix.truePositive().factor(),
        matrix.trueNegative().factor());
  }

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    Confusion cells = counts.confusion(threshold);
    if (cells.rows() == 0) {
      return Measure.undefined("no rows");
    }
    double sum =
        falsePositive * cells.fp()
            + falseNegative * cells.fn()
            + truePositive * cells.tp()
            + trueNegative * cells.tn();
    return Measure.of(sum / cells.rows());
  }

  @Override
  public Measure measure(ScoreCounts counts, double threshold, Confidence confidence) {
    return value(counts, threshold);
  }
}
