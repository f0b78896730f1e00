package dev.holdout.feature;

import java.io.DataOutput;
import java.io.IOException;
import org.apache.spark.sql.Row;

/**
 * What a scan knows of one column: a commutative monoid, equal to the bit for any order and any
 * division of the rows. Made and read again by the column's {@link ColumnPlan}.
 */
sealed interface ColumnState permits NumberState, CategoryState, FlagState, DateState {
  /** Takes in one row's value. */
  void add(Row row, int ordinal);

  /** Takes in the rows of another state of the same column, which is left as it is. */
  void merge(ColumnState other);

  void write(DataOutput out) throws IOException;
}
