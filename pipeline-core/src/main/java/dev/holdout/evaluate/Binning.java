package dev.holdout.evaluate;

import dev.holdout.stat.AdaptiveHistogram.Bins;

/** How rows are divided by score where calibration is judged bin by bin. */
enum Binning {
  /** 15 bins of equal width, closed below, the last closed above; exact. */
  EQUAL_WIDTH("15 equal-width bins") {
    @Override
    ScoreCells of(ScoreCounts counts) {
      CalibrationCells cells = counts.calibration();
      double[][] sums = new double[3][CalibrationCells.CELLS];
      for (int cell = 0; cell < CalibrationCells.CELLS; cell++) {
        sums[0][cell] = cells.rows(cell);
        sums[1][cell] = cells.positives(cell);
        sums[2][cell] = cells.scoreSum(cell);
      }
      return new ScoreCells(sums[0], sums[1], sums[2]);
    }
  },
  /** At most 15 bins with about as many rows each; rows of one score are never parted. */
  EQUAL_MASS("15 bins of about equal numbers of rows") {
    @Override
    ScoreCells of(ScoreCounts counts) {
      Bins bins = EqualMass.ofRows(counts.bins(), CalibrationCells.CELLS);
      double[][] sums = new double[3][bins.size()];
      for (int cell = 0; cell < bins.size(); cell++) {
        sums[1][cell] = bins.counts()[1][cell];
        sums[0][cell] = bins.counts()[0][cell] + sums[1][cell];
        sums[2][cell] = bins.values()[cell] * sums[0][cell];
      }
      return new ScoreCells(sums[0], sums[1], sums[2]);
    }
  };

  private final String words;

  Binning(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  abstract ScoreCells of(ScoreCounts counts);
}
