package dev.holdout.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What Training, its blocks and Test have in common: equal rows of features, equal groups, the same
 * time.
 *
 * @param features rows with equal features
 * @param groups column → rows of the same group; rows without one are left out
 * @param times when the rows came to be; empty without a time column
 */
record Overlaps(Overlap features, Map<String, Overlap> groups, Optional<Times> times) {
  /**
   * First and last moments.
   *
   * @param trainingFrom of Training
   * @param testFrom of Test
   */
  record Times(Instant trainingFrom, Instant trainingTo, Instant testFrom, Instant testTo) {}

  /**
   * Counts of rows that share something.
   *
   * @param trainingRows rows of Training
   * @param testRows rows of Test
   * @param testRowsShared rows of Test that share with a row of Training
   * @param rowsAcrossBlocks rows of Training that share with a row of another block
   * @param repeatedRows rows of Training that share with another row of Training
   * @param conflictingRows of these, those that share with a row of the other label
   * @param pairs pairs of rows of Training that share
   * @param pairedPositives positive rows, counted once for each pair they are in
   * @param positivePairs pairs of which both are positive
   */
  record Overlap(
      long trainingRows,
      long testRows,
      long testRowsShared,
      long rowsAcrossBlocks,
      long repeatedRows,
      long conflictingRows,
      double pairs,
      double pairedPositives,
      double positivePairs) {
    static final Overlap NONE = new Overlap(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Correlation of the labels of rows that share: 0 if sharing says nothing of the label, 1 if
     * such rows have one label. Zero without pairs.
     */
    double labelCorrelation() {
      if (pairs == 0) {
        return 0;
      }
      double share = pairedPositives / (2 * pairs);
      double variance = share * (1 - share);
      return variance == 0 ? 0 : (positivePairs / pairs - share * share) / variance;
    }
  }
}
