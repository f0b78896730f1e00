package dev.holdout.audit;

import dev.holdout.contract.Columns;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;

/**
 * Features with {@link TellingValue}s, taken together.
 *
 * @param columns features that have such values; none if they are fewer than two
 * @param rows rows of Training where one of them at least has such a value; all have the rarer
 *     label
 * @param alike features with the same few values as all of those, but without such a value
 */
record ToldTogether(List<String> columns, long rows, List<String> alike) {
  ToldTogether {
    columns = List.copyOf(columns);
    alike = List.copyOf(alike);
  }

  /** Counts the rows: one action, on Training, and none if fewer than two columns tell. */
  static ToldTogether of(Rows rows, Profile profile, Set<String> features, AuditLimits limits) {
    List<ColumnSummary> looked =
        profile.columns().stream().filter(column -> features.contains(column.name())).toList();
    List<ColumnSummary> telling =
        looked.stream()
            .filter(column -> !TellingValue.telling(column, profile, limits).isEmpty())
            .toList();
    if (telling.size() < 2) {
      return new ToldTogether(List.of(), 0, List.of());
    }
    Column any =
        Columns.any(
            telling.stream()
                .map(column -> has(column, TellingValue.telling(column, profile, limits)))
                .toList());
    Predicate<ColumnSummary> alike =
        column -> telling.stream().allMatch(one -> sameValues(one, column));
    return new ToldTogether(
        names(telling),
        rows.training().filter(any).count(),
        names(looked.stream().filter(column -> !telling.contains(column)).filter(alike).toList()));
  }

  private static Column has(ColumnSummary column, List<Cell> cells) {
    Column values = column.column().values();
    Object[] present =
        cells.stream()
            .filter(cell -> !cell.equals(column.missing()))
            .map(cell -> column.column().numeric() ? (Object) cell.number() : cell.text())
            .toArray();
    Column has = values.isNotNull().and(values.isin(present));
    return present.length < cells.size() ? values.isNull().or(has) : has;
  }

  private static boolean sameValues(ColumnSummary one, ColumnSummary other) {
    return one.column().kind() == other.column().kind()
        && one.complete()
        && other.complete()
        && values(one).equals(values(other));
  }

  private static List<String> values(ColumnSummary column) {
    return column.cells().stream().map(cell -> cell.number() + cell.text()).toList();
  }

  private static List<String> names(List<ColumnSummary> columns) {
    return columns.stream().map(ColumnSummary::name).toList();
  }
}
