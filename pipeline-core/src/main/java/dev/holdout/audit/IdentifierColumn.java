package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.INFO;
import static dev.holdout.audit.Finding.Severity.MEDIUM;

import dev.holdout.audit.Finding.Figure;
import java.util.List;

/**
 * Features with a value of its own for almost every row, identifiers in disguise: {@code
 * identifier_column}, from {@value #ROWS} rows on and if there are {@link
 * AuditLimits#identifierShare} distinct values for each row at least.
 *
 * <p>MEDIUM for categories, and for whole numbers that are numbered: they leave few gaps (at most
 * {@value #GAPS} numbers for each that occurs), or they rise or fall with the time (early and late
 * rows lie apart in {@value #APART} of the pairs). INFO for other whole numbers, which may be
 * amounts. Numbers with fractions measure something.
 */
final class IdentifierColumn implements Check {
  private static final int ROWS = 100;
  private static final double GAPS = 10;
  private static final double APART = 0.99;

  @Override
  public List<Finding> findings(Evidence evidence) {
    return evidence.profile().columns().stream()
        .filter(evidence::feature)
        .filter(column -> namesRows(column, evidence))
        .map(column -> finding(column, evidence))
        .toList();
  }

  /** Whether a column holds whole numbers, one for almost every row, with few gaps. */
  static boolean numbersRows(ColumnSummary column, Evidence evidence) {
    return column.column().kind() == ProfiledColumn.Kind.NUMBER
        && namesRows(column, evidence)
        && dense(column, evidence);
  }

  private static boolean namesRows(ColumnSummary column, Evidence evidence) {
    double present = present(column, evidence);
    boolean mayName =
        switch (column.column().kind()) {
          case CATEGORY -> true;
          case NUMBER -> column.whole();
          case DATE, TIME -> false;
        };
    return mayName
        && present >= ROWS
        && column.distinct() >= evidence.limits().identifierShare() * present;
  }

  private static boolean dense(ColumnSummary column, Evidence evidence) {
    return span(column) <= GAPS * Math.min(column.distinct(), present(column, evidence));
  }

  private static double present(ColumnSummary column, Evidence evidence) {
    return (double) evidence.profile().all().rows() - column.missing().rows();
  }

  private static Finding finding(ColumnSummary column, Evidence evidence) {
    double rows = present(column, evidence);
    double distinct = Math.min(column.distinct(), rows);
    boolean number = column.column().numeric();
    boolean dense = number && dense(column, evidence);
    boolean follows = number && apart(column) >= APART;
    return new Finding(
            "identifier_column",
            number && !dense && !follows ? INFO : MEDIUM,
            List.of(column.name()),
            String.format(
                "`%s` has %s%s different values in %s rows%s%s: it %s.",
                column.name(),
                column.complete() ? "" : "about ",
                Wording.count(distinct),
                Wording.count(rows),
                dense ? ", with few gaps" : "",
                follows ? ", in the order of the time" : "",
                number && !dense && !follows
                    ? "may name rows rather than describe them"
                    : "names rows and describes nothing"),
            "What a model learns of a name does not hold for the next one."
                + (follows ? " And a number that follows the time stands for the time." : ""),
            "Add `"
                + column.name()
                + "` to `roles.drop`, to `key` if it tells rows apart, or to `roles.group` if rows can share it."
                + (number && !dense && !follows ? " If it is an amount, all is well." : ""))
        .with(
            new Figure("distinct values", distinct),
            new Figure("rows", rows),
            new Figure("audit.identifier_share", evidence.limits().identifierShare()));
  }

  private static double span(ColumnSummary column) {
    List<Cell> cells = column.cells();
    return cells.get(cells.size() - 1).number() - cells.get(0).number() + 1;
  }

  /** The share of pairs of an early and a late row in which the numbers rise, or fall. */
  private static double apart(ColumnSummary column) {
    double early = 0;
    double late = 0;
    double rises = 0;
    for (Cell cell : column.cells()) {
      rises += cell.late() * (early + cell.early() / 2.0);
      early += cell.early();
      late += cell.late();
    }
    double share = early == 0 || late == 0 ? 0.5 : rises / (early * late);
    return Math.max(share, 1 - share);
  }
}
