package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.INFO;

import dev.holdout.audit.Finding.Figure;
import dev.holdout.audit.Overlaps.Overlap;
import dev.holdout.audit.Overlaps.Shown;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * Rows that are equal in every column, the label included, and that the split divides by their
 * occurrence: {@code repeated_rows_spread}, INFO. Where the split keeps them together there are
 * none.
 */
final class SpreadRows implements Check {
  @Override
  public List<Finding> findings(Evidence evidence) {
    return evidence
        .overlaps()
        .rows()
        .filter(rows -> rows.testRowsShared() > 0 || rows.rowsAcrossBlocks() > 0)
        .map(SpreadRows::finding)
        .stream()
        .toList();
  }

  @Override
  public Optional<Column> cases(Finding finding, Evidence evidence) {
    return evidence
        .overlaps()
        .rows()
        .map(
            rows ->
                rows.cases(
                    rows.testRowsShared() > 0 ? Shown.ACROSS_PARTITIONS : Shown.ACROSS_BLOCKS));
  }

  private static Finding finding(Overlap rows) {
    return new Finding(
            "repeated_rows_spread",
            INFO,
            List.of(),
            String.format(
                "%s of %s rows in Test (%s) equal a row of Training in every column, the label"
                    + " included; across folds it is %s of Training's rows.",
                Wording.count((double) rows.testRowsShared()),
                Wording.count((double) rows.testRows()),
                Wording.percent(rows.testShare()),
                Wording.percent(rows.blockShare())),
            "The table has few distinct rows, which the split spreads by their occurrence. That is"
                + " right where each row is a case of its own; were they copies of one case, Test"
                + " would reward memory.",
            "If they are copies, remove them at the source, give the rows a `key`, or set"
                + " `split.repeated_rows: together`.")
        .with(
            new Figure("rows of Test that Training has", (double) rows.testRowsShared()),
            new Figure("rows of Test", (double) rows.testRows()),
            new Figure("rows that another fold has", (double) rows.rowsAcrossBlocks()),
            new Figure("rows of Training", (double) rows.trainingRows()));
  }
}
