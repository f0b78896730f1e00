package dev.holdout.feature;

import dev.holdout.feature.FeatureSpec.DatePart;
import dev.holdout.stat.Moments;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Nulls of a date or time stamp column and the moments of each of its parts.
 *
 * <p>Size: 2 KB for each part.
 */
final class DateState implements ColumnState {
  private long nulls;
  private final Map<DatePart, Moments> parts = new EnumMap<>(DatePart.class);

  DateState(List<DatePart> parts) {
    parts.forEach(part -> this.parts.put(part, new Moments()));
  }

  @Override
  public void add(Row row, int ordinal) {
    if (row.isNullAt(ordinal)) {
      nulls++;
      return;
    }
    LocalDateTime time = Calendar.at(row.getLong(ordinal));
    parts.forEach((part, moments) -> moments.add(Calendar.part(part, time)));
  }

  @Override
  public void merge(ColumnState other) {
    DateState state = (DateState) other;
    nulls += state.nulls;
    parts.forEach((part, moments) -> moments.merge(state.of(part)));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(nulls);
    for (Moments moments : parts.values()) {
      moments.write(out);
    }
  }

  static DateState read(DataInput in, List<DatePart> parts) throws IOException {
    DateState state = new DateState(parts);
    state.nulls = in.readLong();
    for (Map.Entry<DatePart, Moments> part : state.parts.entrySet()) {
      part.setValue(Moments.read(in));
    }
    return state;
  }

  boolean anyMissing() {
    return nulls > 0;
  }

  Moments of(DatePart part) {
    Moments moments = parts.get(part);
    if (moments == null) {
      throw new IllegalArgumentException("no moments of " + part);
    }
    return moments;
  }
}
