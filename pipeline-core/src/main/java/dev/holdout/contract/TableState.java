package dev.holdout.contract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ColumnState} for each column of records of texts. Distinct values are counted exactly up
 * to {@value #EACH} of a column, and more where all columns together have no more than {@value
 * #TOGETHER}.
 */
final class TableState {
  private static final int EACH = 1000;
  private static final int TOGETHER = 500_000;

  private long rows;
  private long unreadable;
  private final ColumnState[] columns;

  private TableState(ColumnState[] columns) {
    this.columns = columns;
  }

  private static TableState empty(int columns, int most) {
    ColumnState[] states = new ColumnState[columns];
    for (int column = 0; column < columns; column++) {
      states[column] = ColumnState.of(most);
    }
    return new TableState(states);
  }

  /** The state of records: one pass, of which each task gives one state. */
  static TableState of(JavaRDD<SourceRecord> records, int columns) {
    return of(records, columns, Math.max(EACH, TOGETHER / Math.max(1, columns)));
  }

  /** The same without counts of values. */
  static TableState withoutCounts(JavaRDD<SourceRecord> records, int columns) {
    return of(records, columns, 0);
  }

  private static TableState of(JavaRDD<SourceRecord> records, int columns, int most) {
    if (records.getNumPartitions() == 0) {
      return empty(columns, most);
    }
    return read(
        records
            .mapPartitions(
                some -> {
                  TableState state = empty(columns, most);
                  some.forEachRemaining(state::add);
                  return List.of(state.written()).iterator();
                })
            .treeReduce(
                (one, other) -> {
                  TableState merged = read(one, most);
                  merged.merge(read(other, most));
                  return merged.written();
                }),
        most);
  }

  private void add(SourceRecord record) {
    rows++;
    @Nullable Object @Nullable [] values = record.values();
    if (record.problem() != null || values == null) {
      unreadable++;
      return;
    }
    for (int column = 0; column < columns.length; column++) {
      columns[column].add((String) values[column]);
    }
  }

  private void merge(TableState other) {
    rows += other.rows;
    unreadable += other.unreadable;
    for (int column = 0; column < columns.length; column++) {
      columns[column].merge(other.columns[column]);
    }
  }

  private byte[] written() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(columns.length);
      out.writeLong(rows);
      out.writeLong(unreadable);
      for (ColumnState column : columns) {
        column.write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static TableState read(byte[] bytes, int most) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      ColumnState[] states = new ColumnState[in.readInt()];
      TableState table = new TableState(states);
      table.rows = in.readLong();
      table.unreadable = in.readLong();
      for (int column = 0; column < states.length; column++) {
        states[column] = ColumnState.read(in, most);
      }
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long rows() {
    return rows;
  }

  long unreadable() {
    return unreadable;
  }

  ColumnState column(int column) {
    return columns[column];
  }
}
