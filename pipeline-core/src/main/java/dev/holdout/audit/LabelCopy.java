package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.HIGH;
import static dev.holdout.audit.Finding.Severity.INFO;

import dev.holdout.audit.Finding.Figure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A column that is the label in other words: {@code label_copy}. Its values go with one label each.
 *
 * <p>It has at most {@value #FEW} values, and the values that go with a label hold at least {@link
 * AuditLimits#copyPurity} of that label's rows; or one cut of its numbers divides the labels. Each
 * label has {@value #ROWS} rows at least. HIGH if it is a feature, else INFO.
 */
final class LabelCopy implements Check {
  private static final int FEW = 50;
  private static final int ROWS = 10;

  @Override
  public List<Finding> findings(Evidence evidence) {
    Profile.Labels labels = evidence.profile().all();
    if (Math.min(labels.negatives(), labels.positives()) < ROWS) {
      return List.of();
    }
    return evidence.profile().columns().stream()
        .filter(column -> copies(column, evidence.limits()))
        .map(
            column ->
                finding(column, evidence.feature(column))
                    .with(
                        new Figure(
                            "share told rightly of the label it tells worse", purity(column)),
                        new Figure("audit.copy_purity", evidence.limits().copyPurity())))
        .toList();
  }

  static boolean copies(ColumnSummary column, AuditLimits limits) {
    int values = column.cellsWithMissing().size();
    return (column.complete()
            && values > 1
            && values <= FEW
            && purity(column) >= limits.copyPurity())
        || (column.column().numeric() && cut(column));
  }

  /**
   * Reading each value as the label that most of its rows have (by shares of the labels), the share
   * of rows told rightly of the label where that is less.
   */
  private static double purity(ColumnSummary column) {
    List<Cell> values = column.cellsWithMissing();
    double negatives = values.stream().mapToLong(Cell::negatives).sum();
    double positives = values.stream().mapToLong(Cell::positives).sum();
    double rightNegatives = 0;
    double rightPositives = 0;
    for (Cell value : values) {
      if (value.positives() / positives > value.negatives() / negatives) {
        rightPositives += value.positives();
      } else {
        rightNegatives += value.negatives();
      }
    }
    return Math.min(rightNegatives / negatives, rightPositives / positives);
  }

  /** Whether one cut of the numbers divides the labels, missing values being at either end. */
  private static boolean cut(ColumnSummary column) {
    List<Cell> last = column.cellsWithMissing();
    List<Cell> first = new ArrayList<>(last);
    Collections.rotate(first, column.missing().rows() > 0 ? 1 : 0);
    return turnsOnce(first) || turnsOnce(last);
  }

  private static boolean turnsOnce(List<Cell> cells) {
    int turns = 0;
    for (int at = 0; at < cells.size(); at++) {
      Cell cell = cells.get(at);
      if (cell.negatives() > 0 && cell.positives() > 0) {
        return false;
      }
      turns += at > 0 && cell.positives() > 0 != cells.get(at - 1).positives() > 0 ? 1 : 0;
    }
    return turns == 1;
  }

  private static Finding finding(ColumnSummary column, boolean feature) {
    String title =
        String.format(
            "`%s` is the label in other words: whoever knows it knows the label", column.name());
    String reason =
        "A model would read the answer off this column and would have nothing to go by where the"
            + " answer is not known yet.";
    return feature
        ? new Finding(
            "label_copy",
            HIGH,
            List.of(column.name()),
            title + ".",
            reason,
            "Drop it: add `" + column.name() + "` to `roles.drop`.")
        : new Finding(
            "label_copy",
            INFO,
            List.of(column.name()),
            title + ". It is dropped, rightly.",
            reason,
            "Keep it dropped.");
  }
}
