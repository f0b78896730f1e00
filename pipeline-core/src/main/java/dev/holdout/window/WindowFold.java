package dev.holdout.window;

import dev.holdout.window.WindowPlan.Aggregated;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one window after another to one row for each window; holds one window at a time.
 *
 * <p>Takes rows of {@link #START}, {@link #UNIT}, {@link #AT}, whether the reading is in the window
 * or else stands for its label, whether it is positive, the entity's columns and the values; sorted
 * so that rows of one window are neighbours, in the order of time and row key. Gives the entity's
 * columns, the start, the number of readings, the aggregates and whether the label is positive,
 * which is null if no reading is and some have no label. A window without readings gives no row.
 */
final class WindowFold implements Iterator<Row> {
  static final int START = 0;
  static final int UNIT = 1;
  static final int AT = 2;
  static final int INSIDE = 3;
  static final int POSITIVE = 4;
  static final int ENTITY = 5;

  private final Iterator<Row> rows;
  private final int entity;
  private final List<Aggregated> columns;
  private @Nullable Row ahead;
  private @Nullable Row window;

  /**
   * Folds rows.
   *
   * @param entity number of columns of the entity
   */
  WindowFold(Iterator<Row> rows, int entity, List<Aggregated> columns) {
    this.rows = rows;
    this.entity = entity;
    this.columns = columns;
    advance();
  }

  @Override
  public boolean hasNext() {
    while (window == null && ahead != null) {
      window = fold(ahead);
    }
    return window != null;
  }

  @Override
  public Row next() {
    if (!hasNext() || window == null) {
      throw new NoSuchElementException();
    }
    Row next = window;
    window = null;
    return next;
  }

  private void advance() {
    ahead = rows.hasNext() ? rows.next() : null;
  }

  private @Nullable Row fold(Row first) {
    List<ColumnFigures> figures = new ArrayList<>();
    long start = first.getLong(START);
    String unit = first.getString(UNIT);
    long count = 0;
    boolean positive = false;
    boolean unknown = false;
    while (ahead != null && ahead.getLong(START) == start && ahead.getString(UNIT).equals(unit)) {
      if (ahead.getBoolean(INSIDE)) {
        if (count++ == 0) {
          columns.forEach(column -> figures.add(new ColumnFigures(column.aggregates())));
        }
        long offset = ahead.getLong(AT) - start;
        for (int column = 0; column < figures.size(); column++) {
          figures.get(column).add(offset, ahead.get(ENTITY + entity + column));
        }
      } else {
        unknown |= ahead.isNullAt(POSITIVE);
        positive |= !ahead.isNullAt(POSITIVE) && ahead.getBoolean(POSITIVE);
      }
      advance();
    }
    return count == 0 ? null : row(first, start, count, figures, label(positive, unknown));
  }

  private static @Nullable Boolean label(boolean positive, boolean unknown) {
    return (!positive && unknown) ? null : (Boolean) positive;
  }

  private Row row(
      Row first, long start, long count, List<ColumnFigures> figures, @Nullable Boolean label) {
    int aggregates = columns.stream().mapToInt(column -> column.aggregates().size()).sum();
    @Nullable Object[] row = new @Nullable Object[entity + 2 + aggregates + 1];
    for (int column = 0; column < entity; column++) {
      row[column] = first.get(ENTITY + column);
    }
    row[entity] = start;
    row[entity + 1] = count;
    int at = entity + 2;
    for (ColumnFigures each : figures) {
      at = each.write(row, at);
    }
    row[at] = label;
    return RowFactory.create(row);
  }
}
