package dev.holdout.feature;

import java.io.DataInput;
import java.io.IOException;
import java.util.List;

/** A boolean column: 0 or 1, missing as the more frequent of them. */
record FlagPlan(String column) implements ColumnPlan {
  private static final long serialVersionUID = 1L;

  @Override
  public Source source() {
    return Source.FLAG;
  }

  @Override
  public ColumnState empty() {
    return new FlagState();
  }

  @Override
  public ColumnState read(DataInput in) throws IOException {
    return FlagState.read(in);
  }

  @Override
  public FittedColumn fit(ColumnState state, List<String> notes) {
    FlagState flags = (FlagState) state;
    if (flags.trues() + flags.falses() == 0) {
      notes.add(column + ": left out, no training row has a value");
      return new FittedFlag(column, false, false, false);
    }
    boolean varies = flags.trues() > 0 && flags.falses() > 0;
    if (!varies) {
      notes.add(column + ": values left out, all training rows have the same");
    }
    return new FittedFlag(column, varies, flags.nulls() > 0, flags.trues() > flags.falses());
  }
}
