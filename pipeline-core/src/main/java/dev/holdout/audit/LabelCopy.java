package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.HIGH;
import static dev.holdout.audit.Finding.Severity.INFO;

import java.util.List;

/**
 * A column that is the label in other words: each of its values goes with one label only.
 *
 * <p>It has at most {@value #FEW} values, or one cut of its numbers divides the labels; and each
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
        .filter(LabelCopy::copies)
        .map(column -> finding(column, evidence.feature(column)))
        .toList();
  }

  static boolean copies(ColumnSummary column) {
    List<Cell> values = column.cellsWithMissing();
    boolean few = column.complete() && values.size() <= FEW && values.size() > 1;
    boolean cut = column.column().numeric() && column.auc() == 1;
    return cut
        || (few
            && values.stream().allMatch(cell -> cell.negatives() == 0 || cell.positives() == 0));
  }

  private static Finding finding(ColumnSummary column, boolean feature) {
    String title =
        String.format(
            "`%s` is the label in other words: whoever knows it knows the label of every training row",
            column.name());
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
