package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.MEDIUM;

import java.util.List;

/**
 * Categorical features with a value of its own for almost every row: identifiers in disguise.
 * MEDIUM, from {@value #ROWS} rows on and if values are at least {@value #NEARLY} of the rows.
 */
final class IdentifierColumn implements Check {
  private static final int ROWS = 100;
  private static final double NEARLY = 0.9;

  @Override
  public List<Finding> findings(Evidence evidence) {
    long rows = evidence.profile().all().rows();
    return evidence.profile().columns().stream()
        .filter(column -> evidence.feature(column) && !column.column().numeric())
        .filter(
            column -> {
              long present = rows - column.missing().rows();
              return present >= ROWS && column.distinct() >= NEARLY * present;
            })
        .map(column -> finding(column, rows - column.missing().rows()))
        .toList();
  }

  private static Finding finding(ColumnSummary column, long rows) {
    return new Finding(
        "identifier_column",
        MEDIUM,
        List.of(column.name()),
        String.format(
            "`%s` has %s%s different values in %s rows: it names rows and describes nothing.",
            column.name(),
            column.complete() ? "" : "about ",
            Wording.count(Math.min(column.distinct(), (double) rows)),
            Wording.count((double) rows)),
        "What a model learns of a name does not hold for the next one.",
        "Add `"
            + column.name()
            + "` to `roles.drop`, to `key` if it tells rows apart, or to `roles.group` if rows can share it.");
  }
}
