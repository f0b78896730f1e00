package dev.holdout.audit;

import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * Neighbours in time: spells of equal length, such that one holds {@code rowsPerBucket} rows on
 * average. The lengths follow from the middle 98 % of the times, so that a stray date does no harm.
 *
 * <p>Beyond {@value #MAX_ROWS} rows a sample of whole buckets is looked at, chosen by their hash.
 *
 * @param width length of a bucket, in the unit of the times
 */
record TimeBuckets(TimeLine line, int rowsPerBucket, double width) {
  private static final long MAX_ROWS = 10_000_000;
  private static final int[] FINENESS = {4, 64, 1024};

  /** No time is so far away that a bucket's number would not fit. */
  private static final double MOST = 1e15;

  /** Buckets of increasing size; none if the middle of the times is one moment. */
  static List<TimeBuckets> of(TimeLine line) {
    List<TimeBuckets> buckets = new ArrayList<>();
    double perRow = (line.to() - line.from()) / (0.98 * line.rows());
    for (int rows : FINENESS) {
      if (perRow > 0 && 2L * rows <= line.rows()) {
        buckets.add(new TimeBuckets(line, rows, perRow * rows));
      }
    }
    return buckets;
  }

  /** The digest of a row's bucket; null without a time and outside the sample. */
  Column digest() {
    Column bucket =
        floor(
                least(
                    greatest(
                        line.axis().values().minus(lit(line.from())).divide(lit(width)),
                        lit(-MOST)),
                    lit(MOST)))
            .cast("long");
    Column digest = xxhash64(lit("bucket"), bucket);
    long share = (line.rows() + MAX_ROWS - 1) / MAX_ROWS;
    Column sampled = bucket.isNotNull();
    return when(
        share > 1 ? sampled.and(pmod(digest, lit(share)).equalTo(lit(0L))) : sampled, digest);
  }
}
