package dev.holdout.evaluate;

import java.util.Arrays;

/**
 * Rows by bin of the score; bins may be empty.
 *
 * @param rows of each bin
 * @param positives of each bin
 * @param scoreSums of each bin
 */
@SuppressWarnings("ArrayRecordComponent") // Sums for loops, never compared.
record ScoreCells(double[] rows, double[] positives, double[] scoreSums) {
  int size() {
    return rows.length;
  }

  double total() {
    return Arrays.stream(rows).sum();
  }

  boolean isEmpty(int cell) {
    return rows[cell] == 0;
  }

  /** Mean score less share of positives; of a bin with rows. */
  double gap(int cell) {
    return (scoreSums[cell] - positives[cell]) / rows[cell];
  }

  /** Share of positives; of a bin with rows. */
  double observed(int cell) {
    return positives[cell] / rows[cell];
  }

  /** Variance of a label of the bin, its share of positives drawn to one half by two rows. */
  double labelVariance(int cell) {
    double share = (positives[cell] + 1) / (rows[cell] + 2);
    return share * (1 - share);
  }
}
