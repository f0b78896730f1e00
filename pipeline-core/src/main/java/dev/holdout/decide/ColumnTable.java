package dev.holdout.decide;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.sql.Row;

/**
 * Rows of both classes by the values of one column, with the sums of the amounts that their
 * decisions move; each value has a cell with the channels of {@link Amounts}.
 */
sealed interface ColumnTable permits NumberTable, CategoryTable {
  /**
   * Takes a row in.
   *
   * @param field where the row has its value
   * @param part of each channel
   */
  void add(Row row, int field, long[] part);

  /** Takes in the counts of the same column; they are left as they are. */
  void merge(ColumnTable other);

  void write(DataOutput out) throws IOException;

  /** The values in each order in which a rule may take them from the last on. */
  List<Ordering> orderings(String column);

  /**
   * Values in an order.
   *
   * @param cells in that order
   * @param rule the rule that decides the values from a position on positive
   */
  record Ordering(List<long[]> cells, IntFunction<ColumnRule> rule) {}

  static void add(long[] into, long[] part) {
    for (int at = 0; at < into.length; at++) {
      into[at] += part[at];
    }
  }

  static void write(long[] cell, DataOutput out) throws IOException {
    for (long count : cell) {
      out.writeLong(count);
    }
  }

  static long[] read(int channels, DataInput in) throws IOException {
    long[] cell = new long[channels];
    for (int at = 0; at < channels; at++) {
      cell[at] = in.readLong();
    }
    return cell;
  }
}
