package dev.holdout.classify;

import dev.holdout.measure.AbsoluteGaps;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;

/**
 * Expected calibration error of the confidence: how far the score of the top class and the share of
 * rows that are of it lie apart, bin by bin, on the average over the rows; 15 equal-width bins
 * closed below, the last closed above. Of equal scores the class with the lowest number is the top.
 *
 * <p>The value leans upward where rows are few, since noise counts as error. Weights: shares of the
 * weight. Interval: {@link AbsoluteGaps}, whether a row is of its top class varying as much as the
 * scores promise or as is seen, whichever is more.
 */
final class TopClassCalibration implements ClassMetric {
  private static final Definition DEFINITION =
      new Definition(
              "ece",
              "Σ over 15 equal-width bins of the top class's score of share of rows × |mean score −"
                  + " share of rows that are of the top class|",
              Range.SHARE,
              Direction.SMALLER_IS_BETTER,
              "there are no scores, or some are no probabilities that sum to 1",
              "Guo, Pleiss, Sun & Weinberger 2017")
          .titled("Expected calibration error")
          .digits(4);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ClassCounts counts) {
    return Lacking.unless(Lacking.probabilities(counts), () -> error(counts.scores()));
  }

  private static double error(ScoreSums scores) {
    double sum = 0;
    for (int cell = 0; cell < ScoreSums.CELLS; cell++) {
      sum += Math.abs(scores.cellConfidence(cell) - scores.cellHits(cell));
    }
    return Math.min(1, sum / scores.weight());
  }

  @Override
  public Estimate estimate(ClassCounts counts, Confidence confidence) {
    ScoreSums scores = counts.scores();
    double n = scores.effectiveRows();
    double scale = n / scores.weight();
    double[] gaps = new double[ScoreSums.CELLS];
    double[] variances = new double[ScoreSums.CELLS];
    for (int cell = 0; cell < gaps.length; cell++) {
      double rows = scores.cellWeight(cell) * scale;
      double sum = (scores.cellConfidence(cell) - scores.cellHits(cell)) * scale;
      double promised = (scores.cellConfidence(cell) * scale + 0.5) / (rows + 1);
      double seen = (scores.cellHits(cell) * scale + promised) / (rows + 1);
      double ofHits = Math.max(promised * (1 - promised), seen * (1 - seen));
      double square = rows * ofHits + (rows == 0 ? 0 : sum * sum / rows);
      gaps[cell] = sum / n;
      variances[cell] = (square / n - gaps[cell] * gaps[cell]) / n;
    }
    return new Estimate(
        error(scores), "folded-normal", z -> new AbsoluteGaps(gaps, variances).interval(z));
  }
}
