package dev.holdout.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.split.RowDigest;
import dev.holdout.split.Training;
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
 * The counts of all columns of Training, from one scan.
 *
 * <p>Size: that of its columns' counts, about 0.3 MB for each at most.
 */
final class TableCounts implements State<TableCounts> {
  private static final int BEFORE_COLUMNS = 3;

  private final List<ProfiledColumn> columns;
  private final List<ColumnCounts> counts = new ArrayList<>();
  private final long[] rows = new long[2 * Span.COUNT];

  private TableCounts(List<ProfiledColumn> columns) {
    this.columns = columns;
  }

  /**
   * Scans Training.
   *
   * @param columns those to count
   * @param blocks number of Training's blocks
   * @param thirds the spans of time to tell apart
   */
  static Profile of(
      Training training,
      List<ProfiledColumn> columns,
      int blocks,
      Optional<String> time,
      Optional<TimeThirds> thirds) {
    List<Column> selected = new ArrayList<>();
    selected.add(col(Columns.LABEL));
    selected.add(col(Columns.BLOCK).cast("int"));
    selected.add(
        time.flatMap(column -> thirds.map(ends -> span(column, ends)))
            .orElse(lit(Span.UNKNOWN.index())));
    columns.forEach(column -> selected.add(column.values()));
    return Scan.of(
            training.rows().select(selected.toArray(Column[]::new)),
            new Of(List.copyOf(columns), blocks))
        .profile();
  }

  private static Column span(String time, TimeThirds thirds) {
    Column micros = RowDigest.micros(time);
    return when(micros.isNull(), lit(Span.UNKNOWN.index()))
        .when(micros.leq(lit(thirds.earlyUntil())), lit(Span.EARLY.index()))
        .when(micros.geq(lit(thirds.lateFrom())), lit(Span.LATE.index()))
        .otherwise(lit(Span.MIDDLE.index()));
  }

  private record Of(List<ProfiledColumn> columns, int blocks) implements Statistic<TableCounts> {
    @Override
    public TableCounts empty() {
      TableCounts empty = new TableCounts(columns);
      columns.forEach(
          column ->
              empty.counts.add(
                  column.numeric() ? new NumericCounts() : new CategoryCounts(blocks)));
      return empty;
    }

    @Override
    public TableCounts read(DataInput in) throws IOException {
      TableCounts read = new TableCounts(columns);
      for (int at = 0; at < read.rows.length; at++) {
        read.rows[at] = in.readLong();
      }
      for (ProfiledColumn column : columns) {
        read.counts.add(column.numeric() ? NumericCounts.read(in) : CategoryCounts.read(in));
      }
      return read;
    }
  }

  @Override
  public void add(Row row) {
    ColumnCounts.Place place =
        new ColumnCounts.Place((int) row.getDouble(0), row.getInt(1), Span.of(row.getInt(2)));
    rows[2 * place.span().index() + place.label()]++;
    for (int column = 0; column < counts.size(); column++) {
      counts.get(column).add(row, BEFORE_COLUMNS + column, place);
    }
  }

  @Override
  public void merge(TableCounts other) {
    for (int at = 0; at < rows.length; at++) {
      rows[at] += other.rows[at];
    }
    for (int column = 0; column < counts.size(); column++) {
      counts.get(column).merge(other.counts.get(column));
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (long count : rows) {
      out.writeLong(count);
    }
    for (ColumnCounts column : counts) {
      column.write(out);
    }
  }

  private Profile profile() {
    List<ColumnSummary> summaries = new ArrayList<>();
    for (int column = 0; column < counts.size(); column++) {
      summaries.add(counts.get(column).summary(columns.get(column)));
    }
    return new Profile(labels(Span.values()), labels(Span.EARLY), labels(Span.LATE), summaries);
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
