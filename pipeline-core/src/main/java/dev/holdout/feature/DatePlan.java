package dev.holdout.feature;

import dev.holdout.feature.FeatureSpec.DatePart;
import dev.holdout.stat.Moments;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A date or time stamp: its parts, in UTC. */
record DatePlan(String column, List<DatePart> parts) implements ColumnPlan {
  private static final long serialVersionUID = 1L;

  DatePlan {
    parts = parts.stream().distinct().sorted().toList();
  }

  @Override
  public Source source() {
    return Source.SECONDS;
  }

  @Override
  public ColumnState empty() {
    return new DateState(parts);
  }

  @Override
  public ColumnState read(DataInput in) throws IOException {
    return DateState.read(in, parts);
  }

  @Override
  public FittedColumn fit(ColumnState state, List<String> notes) {
    DateState dates = (DateState) state;
    List<FittedDate.Part> fitted = new ArrayList<>();
    boolean any = false;
    for (DatePart part : parts) {
      Moments moments = dates.of(part);
      any |= moments.count() > 0;
      if (moments.vary()) {
        fitted.add(new FittedDate.Part(part, moments.mean(), moments.standardDeviation()));
      } else if (moments.count() > 0) {
        notes.add(
            "%s: %s left out, all training rows have the same"
                .formatted(column, Calendar.name(part)));
      }
    }
    if (!any) {
      notes.add(column + ": left out, no training row has a value");
    }
    return new FittedDate(column, fitted, any && dates.anyMissing());
  }
}
