package dev.holdout.evaluate;

/**
 * The Brier score taken apart over 15 equal-width bins: Brier = reliability − resolution +
 * uncertainty + within bins, exactly.
 *
 * <p>Murphy's three terms add up where all rows of a bin have one score; the fourth is what is left
 * where they have not: the variance of the scores within bins less twice their covariance with the
 * labels (Stephenson, Coelho & Jolliffe 2008). Source: Murphy 1973.
 */
final class BrierParts {
  /** Of sums over all bins, to the sums. */
  private static final double ROUNDING = 1e-14;

  private final ScoreCounts counts;
  private final ScoreCells cells;
  private final double rows;

  private BrierParts(ScoreCounts counts) {
    this.counts = counts;
    this.cells = Binning.EQUAL_WIDTH.of(counts);
    this.rows = cells.total();
  }

  /** Of rows, at least one, whose scores are probabilities. */
  static BrierParts of(ScoreCounts counts) {
    return new BrierParts(counts);
  }

  /** How far scores lie from the shares of positives. */
  SquaredGaps reliability() {
    return gaps(false);
  }

  /** How far the shares of positives of the bins lie from that of all rows. */
  SquaredGaps resolution() {
    return gaps(true);
  }

  double uncertainty() {
    double share = counts.positiveMass() / counts.mass();
    return share * (1 - share);
  }

  /** What is left of the Brier score; what rounding alone leaves of it is none. */
  double within() {
    double brier = counts.brierSum() / rows;
    double explained = reliability().value() + uncertainty();
    double left = brier - reliability().value() + resolution().value() - uncertainty();
    return Math.abs(left) <= ROUNDING * (brier + explained) ? 0 : left;
  }

  /**
   * The standard error of {@link #within}, from the bins of the counts. The chance of a positive at
   * a score is the score, made larger or smaller so that an equal-width bin has its share of
   * positives; a label's variance there is no less than that of the equal-width bin, since the few
   * labels of a rare class vary too little.
   */
  double withinError() {
    Bins bins = counts.bins();
    double mean = within();
    double sum = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      double score = Math.min(1, Math.max(0, bins.values()[bin]));
      int cell = CalibrationCells.cellOf(score);
      double off = score - cells.scoreSums()[cell] / cells.rows()[cell];
      double chance = chance(score, cell);
      double ofLabels = Math.max(cells.labelVariance(cell), chance * (1 - chance));
      double expected = off * off - 2 * off * (chance - cells.observed(cell)) - mean;
      sum +=
          (bins.counts()[0][bin] + bins.counts()[1][bin])
              * (4 * off * off * ofLabels + expected * expected);
    }
    return Math.sqrt(sum / rows / Math.max(1, rows - 1));
  }

  /** One half stands for what the scores of a bin without positives promise. */
  private double chance(double score, int cell) {
    return Math.min(1, score * (cells.positives()[cell] + 0.5) / (cells.scoreSums()[cell] + 0.5));
  }

  private SquaredGaps gaps(boolean fromBaseRate) {
    double baseRate = counts.positiveMass() / counts.mass();
    double[][] of = new double[4][cells.size()];
    for (int cell = 0; cell < cells.size(); cell++) {
      if (!cells.isEmpty(cell)) {
        of[0][cell] = cells.rows()[cell] / rows;
        of[1][cell] = fromBaseRate ? cells.observed(cell) - baseRate : cells.gap(cell);
        of[2][cell] = cells.labelVariance(cell);
        of[3][cell] = fromBaseRate ? 1 - of[0][cell] : 1;
      }
    }
    return new SquaredGaps(of[0], of[1], of[2], of[3], rows);
  }
}
