package dev.holdout.evaluate;

import dev.holdout.stat.Scan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a row: all rows, the value of each column, and the values of crossed columns.
 *
 * <p>Names are injective: the number of the view, then for each of its columns the length and the
 * text of the value, or {@code !} for null. A task that has met more than {@code cap} groups of a
 * view puts rows of further groups into the view's group of too many ({@code *}), which bounds its
 * memory. That group exists only if the view has more than {@code cap} groups, so what becomes of
 * the view does not depend on how the rows are divided.
 */
final class SegmentGroups implements Scan.Grouping {
  private static final long serialVersionUID = 1L;

  static final String ALL = "";

  private final int first;
  private final int columns;
  private final int[][] views;
  private final int cap;
  private transient @Nullable Met met;

  /**
   * Groups by the columns from position {@code first}, which are text.
   *
   * @param views the columns of each view, counted from {@code first}
   * @param cap groups of a view that are told apart
   */
  SegmentGroups(int first, List<int[]> views, int cap) {
    this.first = first;
    this.views = views.toArray(int[][]::new);
    this.columns = 1 + views.stream().flatMapToInt(Arrays::stream).max().orElse(-1);
    this.cap = cap;
  }

  /** What a task has met: the codes of values by column, and the groups of codes by view. */
  private final class Met {
    private final List<Map<Optional<String>, Integer>> codes = new ArrayList<>();
    private final List<Codes> groups = new ArrayList<>();
    private final List<String> of = new ArrayList<>();

    Met() {
      for (int column = 0; column < columns; column++) {
        codes.add(new HashMap<>());
      }
      for (int[] unused : views) {
        groups.add(new Codes());
      }
    }
  }

  /** Names of groups by the codes of their values. */
  private static final class Codes {
    private final List<@Nullable Codes> next = new ArrayList<>();
    private @Nullable String name;
    private int size;

    Codes at(int code) {
      while (next.size() <= code) {
        next.add(null);
      }
      Codes found = next.get(code);
      if (found == null) {
        found = new Codes();
        next.set(code, found);
      }
      return found;
    }
  }

  @Override
  public Iterable<String> groupsOf(Row row) {
    Met known = met;
    if (known == null) {
      known = new Met();
      met = known;
    }
    int[] codes = new int[columns];
    for (int column = 0; column < columns; column++) {
      Map<Optional<String>, Integer> ofColumn = known.codes.get(column);
      Optional<String> value = value(row, column);
      Integer code = ofColumn.get(value);
      if (code == null) {
        code = ofColumn.size();
        if (code < cap) {
          ofColumn.put(value, code);
        }
      }
      codes[column] = Math.min(code, cap);
    }
    known.of.clear();
    known.of.add(ALL);
    for (int view = 0; view < views.length; view++) {
      known.of.add(group(known.groups.get(view), view, codes, row));
    }
    return known.of;
  }

  private String group(Codes ofView, int view, int[] codes, Row row) {
    Codes at = ofView;
    for (int column : views[view]) {
      if (codes[column] == cap) {
        return tooMany(view);
      }
      at = at.at(codes[column]);
    }
    String name = at.name;
    if (name == null) {
      if (ofView.size == cap) {
        return tooMany(view);
      }
      ofView.size++;
      List<Optional<String>> values = new ArrayList<>();
      for (int column : views[view]) {
        values.add(value(row, column));
      }
      name = name(view, values);
      at.name = name;
    }
    return name;
  }

  private Optional<String> value(Row row, int column) {
    return row.isNullAt(first + column)
        ? Optional.empty()
        : Optional.of(row.getString(first + column));
  }

  static String name(int view, List<Optional<String>> values) {
    StringBuilder name = new StringBuilder(prefix(view));
    for (Optional<String> value : values) {
      name.append(value.map(text -> text.length() + "=" + text).orElse("!"));
    }
    return name.toString();
  }

  /** What the names of a view's groups begin with. */
  static String prefix(int view) {
    return view + ":";
  }

  static String tooMany(int view) {
    return prefix(view) + "*";
  }

  /** The values in the name of a group. */
  static List<Optional<String>> values(String name) {
    List<Optional<String>> values = new ArrayList<>();
    int at = name.indexOf(':') + 1;
    while (at < name.length()) {
      if (name.charAt(at) == '!') {
        values.add(Optional.empty());
        at++;
      } else {
        int equals = name.indexOf('=', at);
        int length = Integer.parseInt(name.substring(at, equals));
        values.add(Optional.of(name.substring(equals + 1, equals + 1 + length)));
        at = equals + 1 + length;
      }
    }
    return values;
  }
}
