package dev.holdout.audit;

import java.io.DataOutput;
import java.io.IOException;
import org.apache.spark.sql.Row;

/** What a scan counts of one column: its values by label, block and span. */
sealed interface ColumnCounts permits NumericCounts, CategoryCounts {
  /** Takes the value at {@code field} in. */
  void add(Row row, int field, Place place);

  /** Takes in the counts of the same column; they are left as they are. */
  void merge(ColumnCounts other);

  void write(DataOutput out) throws IOException;

  /** What the checks read. */
  ColumnSummary summary(ProfiledColumn column);

  /**
   * Where a row belongs.
   *
   * @param label 0 or 1
   */
  record Place(int label, int block, Span span) {}
}
