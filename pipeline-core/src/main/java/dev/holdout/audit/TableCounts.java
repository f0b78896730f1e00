package dev.holdout.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.stat.Scan;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * The counts of all columns of Training and of Test, from one scan.
 *
 * <p>Size: that of its columns' counts, about 0.5 MB for each at most.
 */
final class TableCounts implements State<TableCounts> {
  private static final int BEFORE_COLUMNS = 3;

  private final Of of;
  private final List<ColumnCounts> counts = new ArrayList<>();
  private final List<LateCounts> late = new ArrayList<>();
  private final long[] rows = new long[2 * Span.COUNT];
  private long held;

  private TableCounts(Of of) {
    this.of = of;
  }

  /**
   * Scans Training and Test.
   *
   * @param columns those to count
   * @param time where the rows lie in time
   * @param events which columns may be filled after the event
   */
  static Profile of(
      Rows rows, List<ProfiledColumn> columns, Optional<TimeLine> time, List<Event> events) {
    List<Column> selected = new ArrayList<>();
    selected.add(col(Columns.LABEL));
    selected.add(rows.part());
    selected.add(
        time.flatMap(line -> line.thirds().map(thirds -> span(line.axis(), thirds)))
            .orElse(lit(Span.UNKNOWN.index())));
    columns.forEach(column -> selected.add(column.values()));
    events.forEach(event -> selected.add(event.late()));
    return Scan.of(
            rows.both().select(selected.toArray(Column[]::new)),
            new Of(List.copyOf(columns), List.copyOf(events)))
        .profile();
  }

  private static Column span(ProfiledColumn axis, TimeThirds thirds) {
    Column time = axis.values();
    return when(time.isNull(), lit(Span.UNKNOWN.index()))
        .when(time.leq(lit(thirds.earlyUntil())), lit(Span.EARLY.index()))
        .when(time.geq(lit(thirds.lateFrom())), lit(Span.LATE.index()))
        .otherwise(lit(Span.MIDDLE.index()));
  }

  private record Of(List<ProfiledColumn> columns, List<Event> events)
      implements Statistic<TableCounts> {
    @Override
    public TableCounts empty() {
      TableCounts empty = new TableCounts(this);
      columns.forEach(
          column ->
              empty.counts.add(column.numeric() ? new NumericCounts() : new CategoryCounts()));
      events.forEach(event -> empty.late.add(new LateCounts()));
      return empty;
    }

    @Override
    public TableCounts read(DataInput in) throws IOException {
      TableCounts read = new TableCounts(this);
      for (int at = 0; at < read.rows.length; at++) {
        read.rows[at] = in.readLong();
      }
      read.held = in.readLong();
      for (ProfiledColumn column : columns) {
        read.counts.add(column.numeric() ? NumericCounts.read(in) : CategoryCounts.read(in));
      }
      for (int event = 0; event < events.size(); event++) {
        read.late.add(LateCounts.read(in));
      }
      return read;
    }
  }

  @Override
  public void add(Row row) {
    boolean training = !row.isNullAt(0);
    int label = training ? (int) row.getDouble(0) : 0;
    Span span = Span.of(row.getInt(2));
    ColumnCounts.Place place =
        training
            ? ColumnCounts.Place.training(label, row.getInt(1), span)
            : ColumnCounts.Place.test(row.getInt(1));
    for (int column = 0; column < counts.size(); column++) {
      counts.get(column).add(row, BEFORE_COLUMNS + column, place);
    }
    if (!training) {
      held++;
      return;
    }
    rows[2 * span.index() + label]++;
    int afterColumns = BEFORE_COLUMNS + counts.size();
    for (int event = 0; event < late.size(); event++) {
      if (!row.isNullAt(afterColumns + event)) {
        late.get(event).add(row.getBoolean(afterColumns + event), label);
      }
    }
  }

  @Override
  public void merge(TableCounts other) {
    held += other.held;
    for (int at = 0; at < rows.length; at++) {
      rows[at] += other.rows[at];
    }
    for (int column = 0; column < counts.size(); column++) {
      counts.get(column).merge(other.counts.get(column));
    }
    for (int event = 0; event < late.size(); event++) {
      late.get(event).merge(other.late.get(event));
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (long count : rows) {
      out.writeLong(count);
    }
    out.writeLong(held);
    for (ColumnCounts column : counts) {
      column.write(out);
    }
    for (LateCounts event : late) {
      event.write(out);
    }
  }

  private Profile profile() {
    List<ColumnSummary> summaries = new ArrayList<>();
    for (int column = 0; column < counts.size(); column++) {
      summaries.add(counts.get(column).summary(of.columns().get(column)));
    }
    List<Profile.Lateness> lateness = new ArrayList<>();
    for (int event = 0; event < late.size(); event++) {
      lateness.add(new Profile.Lateness(of.events().get(event), late.get(event)));
    }
    return new Profile(
        labels(Span.values()), labels(Span.EARLY), labels(Span.LATE), held, summaries, lateness);
  }

  private Profile.Labels labels(Span... spans) {
    long negatives = 0;
    long positives = 0;
    for (Span span : spans) {
      negatives += rows[2 * span.index()];
      positives += rows[2 * span.index() + 1];
    }
    return new Profile.Labels(negatives, positives);
  }
}
