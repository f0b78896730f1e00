package dev.holdout.evaluate;

/** How rows are divided by score where calibration is judged bin by bin. */
enum Binning {
  /** 15 bins of equal width, closed below, the last closed above; exact. */
  EQUAL_WIDTH("15 equal-width bins") {
    @Override
    ScoreCells of(ScoreCounts counts) {
      return counts.calibration();
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
