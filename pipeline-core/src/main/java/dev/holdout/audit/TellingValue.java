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
    List<Finding> findings = new ArrayList<>();
    for (ColumnSummary column : evidence.profile().columns()) {
      List<Cell> telling = telling(column, evidence.profile(), evidence.limits());
      if (!telling.isEmpty()) {
        findings.add(finding(column, telling, evidence));
      }
    }
    return findings;
  }

  /** Whether the rarer label is the positive one. */
  static boolean positive(Profile.Labels labels) {
    return labels.positives() <= labels.negatives();
  }

  /** The values of a column that give the rarer label away. */
  static List<Cell> telling(ColumnSummary column, Profile profile, AuditLimits limits) {
    List<Cell> values = column.cellsWithMissing();
    if (!column.complete() || values.size() > FEW || LabelCopy.copies(column, limits)) {
      return List.of();
    }
    boolean positive = positive(profile.all());
    double share = profile.all().positiveShare();
    double rarer = Math.min(share, 1 - share);
    double level = Evidence.level((long) values.size() * profile.columns().size());
    return values.stream()
        .filter(cell -> cell.rows() >= ROWS)
        .filter(cell -> (positive ? cell.negatives() : cell.positives()) == 0)
        .filter(cell -> Math.pow(rarer, (double) cell.rows()) < level)
        .toList();
  }

  private static Finding finding(ColumnSummary column, List<Cell> telling, Evidence evidence) {
    boolean feature = evidence.feature(column);
    Profile.Labels all = evidence.profile().all();
    boolean positive = positive(all);
    double rows = telling.stream().mapToLong(Cell::rows).sum();
    double of = positive ? all.positives() : all.negatives();
    return new Finding(
            "value_tells_label",
            feature ? MEDIUM : INFO,
            List.of(column.name()),
            String.format(
                "All %s rows where `%s` is %s are %s: %s of all %s rows.%s",
                Wording.count(rows),
                column.name(),
                Wording.list(telling.stream().map(cell -> value(column, cell)).toList()),
                positive ? "positive" : "negative",
                Wording.percent(rows / of),
                positive ? "positive" : "negative",
                feature ? "" : " It is dropped, rightly."),
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
