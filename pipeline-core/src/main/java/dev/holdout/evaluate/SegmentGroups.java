package dev.holdout.evaluate;

import dev.holdout.stat.Scan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a row: all rows, and the value of each segment column.
 *
 * <p>Names are injective: the column's number, then {@code =} and the text of the value, or {@code
 * !} for null. A task that has met more than {@code cap} values of a column puts rows with further
 * values into the column's group of too many ({@code *}), which bounds its memory. That group
 * exists only if the column has more than {@code cap} values, so what becomes of the column does
 * not depend on how the rows are divided.
 */
final class SegmentGroups implements Scan.Grouping {
  private static final long serialVersionUID = 1L;

  static final String ALL = "";

  private final int first;
  private final int columns;
  private final int cap;
  private transient @Nullable List<Map<Optional<String>, String>> met;

  /**
   * Groups by the columns from position {@code first}, which are text.
   *
   * @param cap values of a column that are told apart
   */
  SegmentGroups(int first, int columns, int cap) {
    this.first = first;
    this.columns = columns;
    this.cap = cap;
  }

  @Override
  public Iterable<String> groupsOf(Row row) {
    List<Map<Optional<String>, String>> seen = met();
    List<String> groups = new ArrayList<>(1 + columns);
    groups.add(ALL);
    for (int column = 0; column < columns; column++) {
      Optional<String> value =
          row.isNullAt(first + column)
              ? Optional.empty()
              : Optional.of(row.getString(first + column));
      Map<Optional<String>, String> names = seen.get(column);
      String name = names.get(value);
      if (name == null) {
        name = names.size() < cap ? name(column, value) : tooMany(column);
        if (names.size() < cap) {
          names.put(value, name);
        }
      }
      groups.add(name);
    }
    return groups;
  }

  static String name(int column, Optional<String> value) {
    return value.map(text -> column + "=" + text).orElse(column + "!");
  }

  static String tooMany(int column) {
    return column + "*";
  }

  private List<Map<Optional<String>, String>> met() {
    List<Map<Optional<String>, String>> seen = met;
    if (seen == null) {
      seen = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        seen.add(new HashMap<>());
      }
      met = seen;
    }
    return seen;
  }
}
