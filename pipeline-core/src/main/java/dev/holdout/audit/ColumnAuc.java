package dev.holdout.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How well a column alone tells the label: the area under the ROC curve of the best simple reading
 * of the column, ties counting one half.
 *
 * <p>Numbers are read in ascending or descending order, with missing values at the end that tells
 * more. Where the order says little but ranges of values do (a code, a U shape), the column is read
 * as {@value #GROUPS} groups of equal size ordered by their share of positives; that share is not
 * cross-fitted, so the reading counts only with {@value #MANY} rows and a lead of {@value #LEAD}.
 * Categories are ordered by their share of positives among the rows of the other blocks.
 */
final class ColumnAuc {
  private static final int GROUPS = 20;
  private static final int MANY = 500;
  private static final double LEAD = 0.1;

  private ColumnAuc() {}

  static double ofNumbers(List<Cell> ascending, Cell missing) {
    double inOrder = inOrder(ascending);
    if (missing.rows() > 0) {
      List<Cell> first = new ArrayList<>(ascending);
      first.add(0, missing);
      List<Cell> last = new ArrayList<>(ascending);
      last.add(missing);
      inOrder = Math.max(inOrder(first), inOrder(last));
    }
    List<Cell> groups = new ArrayList<>();
    ColumnSummary.grouped(ascending, GROUPS, Cell::rows)
        .forEach(group -> groups.add(ColumnSummary.sum(group)));
    groups.add(missing);
    if (groups.stream().mapToLong(Cell::rows).sum() < MANY) {
      return inOrder;
    }
    groups.sort(Comparator.comparingDouble(Cell::positiveShare));
    double inGroups = inOrder(groups);
    return inGroups > inOrder + LEAD ? inGroups : inOrder;
  }

  /** Of cells in ascending or descending order of a score; 0.5 where a class has no rows. */
  static double inOrder(List<Cell> cells) {
    double area = area(cells);
    return Math.max(area, 1 - area);
  }

  /** Of cells in ascending order of a score. */
  static double area(List<Cell> cells) {
    double below = 0;
    double concordant = 0;
    double positives = 0;
    for (Cell cell : cells) {
      concordant += cell.positives() * (below + cell.negatives() / 2.0);
      below += cell.negatives();
      positives += cell.positives();
    }
    return below == 0 || positives == 0 ? 0.5 : concordant / (below * positives);
  }
}
