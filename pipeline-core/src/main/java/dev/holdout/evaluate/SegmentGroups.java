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
final class SegmentGroups implements Scan.Numbered {
  private static final long serialVersionUID = 1L;

  static final String ALL = "";

  private static final String NULL = "!";
  private static final String TOO_MANY = "*";

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

  @Override
  public int[] numbersOf(Row row) {
    Met known = met;
    if (known == null) {
      known = new Met();
      met = known;
    }
    return known.numbersOf(row);
  }

  @Override
  public String name(int number) {
    return met == null ? ALL : met.names.get(number);
  }

  /** What a task has met. */
  private final class Met {
    private final List<String> names = new ArrayList<>(List.of(ALL));
    private final List<Map<String, Integer>> codes = new ArrayList<>();
    private final List<CodeNumbers> numbers = new ArrayList<>();
    private final int[] tooMany = new int[views.length];
    private final int[] code = new int[columns];
    private final int[] of = new int[1 + views.length];

    Met() {
      for (int column = 0; column < columns; column++) {
        codes.add(new HashMap<>());
      }
      for (int[] view : views) {
        numbers.add(new CodeNumbers(view.length));
      }
    }

    int[] numbersOf(Row row) {
      for (int column = 0; column < columns; column++) {
        code[column] = code(row, column);
      }
      for (int view = 0; view < views.length; view++) {
        of[1 + view] = number(view, row);
      }
      return of;
    }

    /** The code of a value: 0 for null, from 1 on for others; {@code cap + 1} beyond the cap. */
    private int code(Row row, int column) {
      if (row.isNullAt(first + column)) {
        return 0;
      }
      Map<String, Integer> known = codes.get(column);
      String value = row.getString(first + column);
      Integer code = known.get(value);
      if (code == null) {
        code = known.size() + 1;
        if (code <= cap) {
          known.put(value, code);
        }
      }
      return code;
    }

    private int number(int view, Row row) {
      CodeNumbers known = numbers.get(view);
      int[] of = views[view];
      int number = known.find(code, of);
      if (number >= 0) {
        return number;
      }
      boolean beyond = known.size() == cap;
      for (int column : of) {
        beyond |= code[column] > cap;
      }
      if (beyond) {
        if (tooMany[view] == 0) {
          tooMany[view] = named(SegmentGroups.tooMany(view));
        }
        return tooMany[view];
      }
      List<Optional<String>> values = new ArrayList<>();
      for (int column : of) {
        values.add(
            row.isNullAt(first + column)
                ? Optional.empty()
                : Optional.of(row.getString(first + column)));
      }
      int next = named(SegmentGroups.name(view, values));
      known.put(code, of, next);
      return next;
    }

    private int named(String name) {
      names.add(name);
      return names.size() - 1;
    }
  }

  static String name(int view, List<Optional<String>> values) {
    StringBuilder name = new StringBuilder(prefix(view));
    for (Optional<String> value : values) {
      name.append(value.map(text -> text.length() + "=" + text).orElse(NULL));
    }
    return name.toString();
  }

  /** What the names of a view's groups begin with. */
  static String prefix(int view) {
    return view + ":";
  }

  static String tooMany(int view) {
    return prefix(view) + TOO_MANY;
  }

  /** The values in the name of a group. */
  static List<Optional<String>> values(String name) {
    List<Optional<String>> values = new ArrayList<>();
    int at = name.indexOf(':') + 1;
    while (at < name.length()) {
      if (name.startsWith(NULL, at)) {
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
