package dev.holdout.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What the checks read of a column.
 *
 * @param cells its values in Training in ascending order, missing ones aside
 * @param compared the same with the values that occur in Test alone
 * @param missing rows without a value
 * @param complete whether every value has a cell of its own; else neighbouring numbers share cells,
 *     and categories are a sample of all
 * @param distinct how many values there are in Training; estimated where they are not complete
 * @param whole whether it holds numbers, none with a fraction
 * @param auc how well the column alone tells the label, from 0.5 (not at all) to 1
 * @param shift how well the column alone tells Test from Training, in the same way
 */
record ColumnSummary(
    ProfiledColumn column,
    List<Cell> cells,
    List<Cell> compared,
    Cell missing,
    boolean complete,
    double distinct,
    boolean whole,
    double auc,
    double shift) {
  ColumnSummary {
    cells = List.copyOf(cells);
    compared = List.copyOf(compared);
  }

  static ColumnSummary of(
      ProfiledColumn column,
      List<Cell> compared,
      Cell missing,
      boolean complete,
      double distinct,
      boolean whole) {
    return new ColumnSummary(
        column,
        compared.stream().filter(cell -> cell.rows() > 0).toList(),
        compared,
        missing,
        complete,
        distinct,
        whole,
        ColumnAuc.of(column, compared, missing, ColumnAuc.Contrast.LABEL),
        ColumnAuc.of(column, compared, missing, ColumnAuc.Contrast.PARTITION));
  }

  String name() {
    return column.name();
  }

  /** Values, with missing as one of them if it occurs. */
  List<Cell> cellsWithMissing() {
    if (missing.rows() == 0) {
      return cells;
    }
    List<Cell> all = new ArrayList<>(cells);
    all.add(missing);
    return all;
  }

  /**
   * Numbers in at most {@code groups} groups of about equal size; a cell is never divided.
   *
   * @param size what counts as a cell's size
   */
  List<List<Cell>> groups(int groups, ToLongFunction<Cell> size) {
    return grouped(cells, groups, size);
  }

  static List<List<Cell>> grouped(List<Cell> cells, int groups, ToLongFunction<Cell> size) {
    long total = cells.stream().mapToLong(size).sum();
    List<List<Cell>> grouped = new ArrayList<>();
    List<Cell> group = new ArrayList<>();
    long before = 0;
    for (Cell cell : cells) {
      group.add(cell);
      before += size.applyAsLong(cell);
      if (before * groups >= total * (grouped.size() + 1L)) {
        grouped.add(List.copyOf(group));
        group.clear();
      }
    }
    if (!group.isEmpty()) {
      grouped.add(List.copyOf(group));
    }
    return grouped;
  }

  static Cell sum(List<Cell> group) {
    return group.stream().reduce(Cell::and).orElse(Cell.EMPTY);
  }
}
