package dev.holdout.audit;

import java.io.DataOutput;
import java.io.IOException;
import org.apache.spark.sql.Row;

/** What a scan counts of one column: its values by the channels of {@link Cell}. */
sealed interface ColumnCounts permits NumericCounts, CategoryCounts {
  /** Takes the value at {@code field} in. */
  void add(Row row, int field, Place place);

  /** Takes in the counts of the same column; they are left as they are. */
  void merge(ColumnCounts other);

  void write(DataOutput out) throws IOException;

  /** What the checks read. */
  ColumnSummary summary(ProfiledColumn column);

  /**
   * The channels in which a row counts.
   *
   * @param first its partition, label and part
   * @param second its span, or {@link Cell#NONE}
   */
  record Place(int first, int second) {
    /** Of a row of Training; the label is 0 or 1. */
    static Place training(int label, int part, Span span) {
      return new Place(Cell.training(label, part), Cell.span(span));
    }

    static Place test(int part) {
      return new Place(Cell.test(part), Cell.NONE);
    }

    boolean hasSecond() {
      return second != Cell.NONE;
    }
  }
}
