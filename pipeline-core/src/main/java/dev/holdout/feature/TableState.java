package dev.holdout.feature;

import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * What a scan knows of all columns of the plan.
 *
 * <p>Size: the sum of the columns' sizes, which their classes state.
 */
final class TableState implements State<TableState> {
  private long rows;
  private final List<ColumnState> columns;

  private TableState(long rows, List<ColumnState> columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /** Makes states for these columns; a row holds the block and then their values. */
  record Of(ArrayList<ColumnPlan> plans) implements Statistic<TableState> {
    private static final long serialVersionUID = 1L;

    @Override
    public TableState empty() {
      return new TableState(0, plans.stream().map(ColumnPlan::empty).toList());
    }

    @Override
    public TableState read(DataInput in) throws IOException {
      long rows = in.readLong();
      List<ColumnState> columns = new ArrayList<>();
      for (ColumnPlan plan : plans) {
        columns.add(plan.read(in));
      }
      return new TableState(rows, columns);
    }
  }

  @Override
  public void add(Row row) {
    rows++;
    for (int column = 0; column < columns.size(); column++) {
      columns.get(column).add(row, column + 1);
    }
  }

  @Override
  public void merge(TableState other) {
    rows += other.rows;
    for (int column = 0; column < columns.size(); column++) {
      columns.get(column).merge(other.columns.get(column));
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(rows);
    for (ColumnState column : columns) {
      column.write(out);
    }
  }

  long rows() {
    return rows;
  }

  /** The columns' states, in the order of the plan. */
  List<ColumnState> columns() {
    return columns;
  }
}
