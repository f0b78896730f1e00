package dev.holdout.rebalance;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Draws rows without replacement: those whose hash of (seed, purpose, row key) is lowest. The same
 * rows are drawn on every cluster and under every partitioning.
 *
 * <p>Cost of a draw: two scans of the keys; the driver receives 65,536 counts and the hashes of one
 * bucket, one row in 65,536.
 */
final class Draw {
  private static final String HASH = "hash";
  private static final String BUCKET = "bucket";
  private static final int BUCKET_BITS = 16;

  private final Column hash;

  Draw(long seed, String purpose) {
    this.hash = xxhash64(lit(seed), lit(purpose), col(Columns.ROW_KEY));
  }

  /**
   * A condition that holds for exactly {@code size} of the rows, but for equal hashes.
   *
   * @param rows with row keys, no key twice
   */
  Column lowest(Dataset<Row> rows, long size) {
    if (size <= 0) {
      return lit(false);
    }
    Dataset<Row> hashes =
        rows.select(hash.as(HASH), shiftright(hash, Long.SIZE - BUCKET_BITS).as(BUCKET));
    List<Row> buckets =
        hashes.groupBy(BUCKET).agg(count(lit(1))).collectAsList().stream()
            .sorted(Comparator.comparingLong(row -> row.getLong(0)))
            .toList();
    long before = 0;
    for (Row bucket : buckets) {
      if (before + bucket.getLong(1) >= size) {
        return hash.leq(lit(cut(hashes, bucket.getLong(0), size - before)));
      }
      before += bucket.getLong(1);
    }
    return lit(true);
  }

  /** The hash at a rank, from 1, within a bucket. */
  private static long cut(Dataset<Row> hashes, long bucket, long rank) {
    return hashes
        .filter(col(BUCKET).equalTo(lit(bucket)))
        .select(HASH)
        .as(Encoders.LONG())
        .collectAsList()
        .stream()
        .sorted()
        .skip(rank - 1)
        .findFirst()
        .orElseThrow();
  }
}
