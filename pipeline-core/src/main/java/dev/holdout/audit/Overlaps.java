package dev.holdout.audit;

import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;

/**
 * What Training, its blocks and Test have in common: equal rows, equal rows of features, equal
 * groups, the same spell of time.
 *
 * @param rows rows that are equal in every column, the label included; empty where the split does
 *     not spread such rows
 * @param features rows with equal features
 * @param groups column → rows of the same group; rows without one are left out
 * @param neighbours rows of the same spell of time, the shortest spells first; empty without a time
 */
record Overlaps(
    Optional<Overlap> rows,
    Overlap features,
    SortedMap<String, Overlap> groups,
    List<Neighbours> neighbours) {
  Overlaps {
    groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    neighbours = List.copyOf(neighbours);
  }

  /** Rows of the same spell of time. */
  record Neighbours(TimeBuckets buckets, Overlap overlap) {}

  /**
   * Counts of rows that share something.
   *
   * @param digest what equal rows have equal
   * @param trainingRows rows of Training
   * @param testRows rows of Test
   * @param testRowsShared rows of Test that share with a row of Training
   * @param rowsAcrossBlocks rows of Training that share with a row of another block
   * @param repeatedRows rows of Training that share with another row of Training
   * @param conflictingRows of these, those that share with a row of the other label
   * @param pairs pairs of rows of Training that share
   * @param pairedPositives positive rows, counted once for each pair they are in
   * @param positivePairs pairs of which both are positive
   * @param examples what to show → digests of some rows
   */
  record Overlap(
      Column digest,
      long trainingRows,
      long testRows,
      long testRowsShared,
      long rowsAcrossBlocks,
      long repeatedRows,
      long conflictingRows,
      double pairs,
      double pairedPositives,
      double positivePairs,
      Map<Shown, List<Long>> examples) {
    Overlap {
      examples = Map.copyOf(examples);
    }

    /** The digest of a row that is to be shown; null for the others. */
    Column cases(Shown shown) {
      Object[] shows = examples.getOrDefault(shown, List.of()).toArray();
      Column shares = digest.isin(shows);
      return when(shown == Shown.ACROSS_PARTITIONS ? shares : shares.and(not(Rows.held())), digest);
    }

    /** The same without some of the rows that share with Training or with another block. */
    Overlap without(long ofTest, long acrossBlocks) {
      return new Overlap(
          digest,
          trainingRows,
          testRows,
          Math.max(0, testRowsShared - ofTest),
          Math.max(0, rowsAcrossBlocks - acrossBlocks),
          repeatedRows,
          conflictingRows,
          pairs,
          pairedPositives,
          positivePairs,
          examples);
    }

    /** Share of Test's rows that share with a row of Training. */
    double testShare() {
      return testRows == 0 ? 0 : (double) testRowsShared / testRows;
    }

    /** Share of Training's rows that share with a row of another block. */
    double blockShare() {
      return trainingRows == 0 ? 0 : (double) rowsAcrossBlocks / trainingRows;
    }

    /** Share of positives among the rows of pairs. */
    double pairedShare() {
      return pairs == 0 ? 0 : pairedPositives / (2 * pairs);
    }

    /**
     * Correlation of the labels of rows that share: 0 if sharing says nothing of the label, 1 if
     * such rows have one label. Zero without pairs.
     */
    double labelCorrelation() {
      double share = pairedShare();
      double variance = share * (1 - share);
      return variance == 0 ? 0 : Math.min(1, (positivePairs / pairs - share * share) / variance);
    }

    /**
     * How far the correlation is from what chance gives, in standard deviations.
     *
     * <p>Source: the statistic of Tarone 1979 for binomial counts that vary too much.
     */
    double correlationScore() {
      return labelCorrelation() * Math.sqrt(pairs);
    }
  }

  /** What examples are of. */
  enum Shown {
    ACROSS_PARTITIONS,
    ACROSS_BLOCKS,
    CONFLICTING
  }
}
