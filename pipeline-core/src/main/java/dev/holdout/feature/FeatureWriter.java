package dev.holdout.feature;

import org.apache.spark.sql.Row;

/**
 * Writes the features of one column of a row; made from a {@link FittedColumn}, once for a task.
 */
@FunctionalInterface
interface FeatureWriter {
  /**
   * Writes them.
   *
   * @param ordinal where the column's value stands in the row
   * @param entries receives the features, in ascending order of their index
   */
  void write(Row row, int ordinal, Entries entries);
}
