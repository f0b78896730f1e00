package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One layout for a set of rows, whatever partitions and order they come in: hash-partitioned by row
 * key, sorted by it within partitions, the number of partitions decided by the number of rows.
 *
 * <p>MLlib's sums and samples depend on the partitions and their order. With this layout a fit in
 * one partition gives the same model to the last bit; with several, the same up to the order in
 * which the partitions' sums are added.
 *
 * <p>A small table becomes one partition: each iteration of a fit is then one task, and fits run
 * beside each other instead.
 */
final class CanonicalLayout {
  static final long ROWS_PER_PARTITION = 200_000;

  private CanonicalLayout() {}

  static int partitions(long rowCount) {
    return (int) Math.max(1, (rowCount + ROWS_PER_PARTITION - 1) / ROWS_PER_PARTITION);
  }

  static Dataset<Row> of(Dataset<Row> rows, long rowCount) {
    return rows.repartition(partitions(rowCount), col(Columns.ROW_KEY))
        .sortWithinPartitions(Columns.ROW_KEY);
  }
}
