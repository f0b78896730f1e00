package dev.holdout.evaluate;

/**
 * Expected calibration error over 15 equal-width bins, closed below, the last closed above.
 *
 * <p>The value leans upward where rows are few, since noise counts as error.
 */
final class CalibrationError implements Metric {
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
}
