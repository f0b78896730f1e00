package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.INFO;
import static dev.holdout.audit.Finding.Severity.MEDIUM;

import dev.holdout.audit.Finding.Figure;
import java.util.ArrayList;
import java.util.List;

/**
 * Values that give the rarer label away: {@code value_tells_label}. All rows with the value have
 * the rarer label, at least {@value #ROWS} of them, which chance hardly does (0.001 over all
 * columns and values). Such a value may have been written because of the outcome (a failure's kind,
 * a reason of refusal). MEDIUM if the column is a feature, else INFO; columns of at most {@value
 * #FEW} values.
 */
final class TellingValue implements Check {
  private static final int ROWS = 20;
  private static final int FEW = 50;

  @Override
  public List<Finding> findings(Evidence evidence) {
    Profile.Labels labels = evidence.profile().all();
    boolean positive = labels.positives() <= labels.negatives();
    double rarer = Math.min(labels.positiveShare(), 1 - labels.positiveShare());
    List<Finding> findings = new ArrayList<>();
    for (ColumnSummary column : evidence.profile().columns()) {
      List<Cell> values = column.cellsWithMissing();
      if (column.complete()
          && values.size() <= FEW
          && !LabelCopy.copies(column, evidence.limits())) {
        List<Cell> telling =
            values.stream()
                .filter(cell -> cell.rows() >= ROWS)
                .filter(cell -> (positive ? cell.negatives() : cell.positives()) == 0)
                .filter(
                    cell ->
                        Math.pow(rarer, (double) cell.rows())
                            < Evidence.level(
                                (long) values.size() * evidence.profile().columns().size()))
                .toList();
        if (!telling.isEmpty()) {
          findings.add(finding(column, telling, positive, evidence));
        }
      }
    }
    return findings;
  }

  private static Finding finding(
      ColumnSummary column, List<Cell> telling, boolean positive, Evidence evidence) {
    boolean feature = evidence.feature(column);
    Profile.Labels all = evidence.profile().all();
    double rows = telling.stream().mapToLong(Cell::rows).sum();
    double of = positive ? all.positives() : all.negatives();
    return new Finding(
            "value_tells_label",
            feature ? MEDIUM : INFO,
            List.of(column.name()),
            String.format(
                "All %s rows where `%s` is %s are %s: %s of all %s rows.",
                Wording.count(rows),
                column.name(),
                Wording.list(telling.stream().map(cell -> value(column, cell)).toList()),
                positive ? "positive" : "negative",
                Wording.percent(rows / of),
                positive ? "positive" : "negative"),
            "A value that never goes with the other label was perhaps written because of the outcome, and will not be"
                + " there when the model is used.",
            feature
                ? "Find out when the column is filled. If it is after the event, add `"
                    + column.name()
                    + "` to `roles.drop`."
                : "Keep it dropped.")
        .with(
            new Figure("rows with such a value", rows),
            new Figure("share of the label's rows", rows / of));
  }

  private static String value(ColumnSummary column, Cell cell) {
    return column.column().numeric() && !cell.text().equals(Cell.NO_VALUE)
        ? Wording.value(column.column(), cell.number())
        : "\"" + cell.text() + "\"";
  }
}
