package dev.holdout.contract;

import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.spark.sql.Row;

/**
 * A {@link ColumnState} for each column of rows made of {@link Provenance} and texts; its size is
 * theirs together.
 */
final class TableState implements State<TableState> {
  private long rows;
  private long unreadable;
  private final ColumnState[] columns;

  private TableState(ColumnState[] columns) {
    this.columns = columns;
  }

  /** Makes the states of tables with so many columns. */
  record Of(int columns) implements Statistic<TableState> {
    @Override
    public TableState empty() {
      ColumnState[] states = new ColumnState[columns];
      for (int column = 0; column < columns; column++) {
        states[column] = new ColumnState();
      }
      return new TableState(states);
    }

    @Override
    public TableState read(DataInput in) throws IOException {
      ColumnState[] states = new ColumnState[columns];
      TableState table = new TableState(states);
      table.rows = in.readLong();
      table.unreadable = in.readLong();
      for (int column = 0; column < columns; column++) {
        states[column] = ColumnState.read(in);
      }
      return table;
    }
  }

  @Override
  public void add(Row row) {
    rows++;
    if (!row.isNullAt(Provenance.COLUMNS - 1)) {
      unreadable++;
      return;
    }
    for (int column = 0; column < columns.length; column++) {
      int at = Provenance.COLUMNS + column;
      columns[column].add(row.isNullAt(at) ? null : row.getString(at));
    }
  }

  @Override
  public void merge(TableState other) {
    rows += other.rows;
    unreadable += other.unreadable;
    for (int column = 0; column < columns.length; column++) {
      columns[column].merge(other.columns[column]);
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(rows);
    out.writeLong(unreadable);
    for (ColumnState column : columns) {
      column.write(out);
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
