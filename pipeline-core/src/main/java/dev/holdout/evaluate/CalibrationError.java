package dev.holdout.evaluate;

/**
 * Expected calibration error over 15 equal-width bins, closed below, the last closed above.
 *
 * <p>The value leans upward where rows are few, since noise counts as error.
 *
 * <p>Interval: {@link AbsoluteGaps}, since a resampled calibration error lies above the value that
 * it is drawn from and its quantiles miss the truth.
 */
final class CalibrationError implements Estimated {
  private static final Definition DEFINITION =
      new Definition(
          "ece",
          "Σ over 15 equal-width bins of share of rows × |mean score − share of positives|",
          "0 to 1",
          Direction.SMALLER_IS_BETTER,
          "there are no rows, or a score is no probability",
          "Naeini, Cooper & Hauskrecht 2015");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unlessProbabilities(counts, () -> error(counts));
  }

  private static double error(ScoreCounts counts) {
    CalibrationCells cells = counts.calibration();
    double sum = 0;
    for (int cell = 0; cell < CalibrationCells.CELLS; cell++) {
      sum += Math.abs(cells.scoreSum(cell) - cells.positives(cell));
    }
    return sum / counts.rows();
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    double[] gaps = new double[CalibrationCells.CELLS];
    double[] variances = new double[CalibrationCells.CELLS];
    double n = counts.rows();
    for (int cell = 0; cell < gaps.length; cell++) {
      double rows = counts.calibration().rows(cell);
      double sum = counts.calibration().scoreSum(cell) - counts.calibration().positives(cell);
      double share = (counts.calibration().scoreSum(cell) + 0.5) / (rows + 1);
      double square = rows * share * (1 - share) + (rows == 0 ? 0 : sum * sum / rows);
      gaps[cell] = sum / n;
      variances[cell] = (square / n - gaps[cell] * gaps[cell]) / n;
    }
    return new Estimate(
        error(counts), "folded-normal", z -> new AbsoluteGaps(gaps, variances).interval(z));
  }
}
