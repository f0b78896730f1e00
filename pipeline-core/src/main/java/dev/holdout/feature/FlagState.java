package dev.holdout.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.spark.sql.Row;

/**
 * Rows of a boolean column that are null, false and true.
 *
 * <p>Size: three counts.
 */
final class FlagState implements ColumnState {
  private long nulls;
  private long falses;
  private long trues;

  @Override
  public void add(Row row, int ordinal) {
    if (row.isNullAt(ordinal)) {
      nulls++;
    } else if (row.getBoolean(ordinal)) {
      trues++;
    } else {
      falses++;
    }
  }

  @Override
  public void merge(ColumnState other) {
    FlagState state = (FlagState) other;
    nulls += state.nulls;
    falses += state.falses;
    trues += state.trues;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(nulls);
    out.writeLong(falses);
    out.writeLong(trues);
  }

  static FlagState read(DataInput in) throws IOException {
    FlagState state = new FlagState();
    state.nulls = in.readLong();
    state.falses = in.readLong();
    state.trues = in.readLong();
    return state;
  }

  long nulls() {
    return nulls;
  }

  long falses() {
    return falses;
  }

  long trues() {
    return trues;
  }
}
