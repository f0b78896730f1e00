package dev.holdout.evaluate;

import dev.holdout.measure.AbsoluteGaps;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;

/**
 * Expected calibration error: how far scores and shares of positives lie apart, bin by bin, on the
 * average over the rows. Over 15 equal-width bins, and over 15 of equal mass.
 *
 * <p>The value leans upward where rows are few, since noise counts as error.
 *
 * <p>Interval: {@link AbsoluteGaps}, since a resampled calibration error lies above the value that
 * it is drawn from and its quantiles miss the truth. A label of a bin varies as much as the scores
 * promise or as is seen, whichever is more: scores that are not calibrated promise too little.
 */
final class CalibrationError implements Estimated {
  static final CalibrationError EQUAL_WIDTH =
      new CalibrationError(
          "ece",
          "Expected calibration error",
          Binning.EQUAL_WIDTH,
          "Naeini, Cooper & Hauskrecht 2015");
  static final CalibrationError EQUAL_MASS =
      new CalibrationError(
          "ece_equal_mass",
          "Expected calibration error, equal mass",
          Binning.EQUAL_MASS,
          "Nguyen & O'Connor 2015");

  private final Definition definition;
  private final Binning binning;

  private CalibrationError(String name, String title, Binning binning, String source) {
    this.binning = binning;
    this.definition =
        new Definition(
                name,
                "Σ over "
                    + binning.words()
                    + " of share of rows × |mean score − share of positives|",
                Range.SHARE,
                Direction.SMALLER_IS_BETTER,
                "there are no rows, or a score is no probability",
                source)
            .titled(title)
            .digits(4);
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unlessProbabilities(counts, () -> error(binning.of(counts)));
  }

  private static double error(ScoreCells cells) {
    double sum = 0;
    for (int cell = 0; cell < cells.size(); cell++) {
      sum += Math.abs(cells.scoreSums()[cell] - cells.positives()[cell]);
    }
    return sum / cells.total();
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    ScoreCells cells = binning.of(counts);
    double[] gaps = new double[cells.size()];
    double[] variances = new double[cells.size()];
    double n = cells.total();
    for (int cell = 0; cell < gaps.length; cell++) {
      double rows = cells.rows()[cell];
      double sum = cells.scoreSums()[cell] - cells.positives()[cell];
      double promised = (cells.scoreSums()[cell] + 0.5) / (rows + 1);
      double seen = (cells.positives()[cell] + promised) / (rows + 1);
      double ofLabels = Math.max(promised * (1 - promised), seen * (1 - seen));
      double square = rows * ofLabels + (rows == 0 ? 0 : sum * sum / rows);
      gaps[cell] = sum / n;
      variances[cell] = (square / n - gaps[cell] * gaps[cell]) / n;
    }
    return new Estimate(
        error(cells), "folded-normal", z -> new AbsoluteGaps(gaps, variances).interval(z));
  }
}
