package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.HIGH;
import static dev.holdout.audit.Finding.Severity.INFO;
import static dev.holdout.audit.Finding.Severity.MEDIUM;

import dev.holdout.audit.Overlaps.Overlap;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups (customers, patients) with rows in Training and in Test: {@code group_across_partitions}.
 *
 * <p>How much it flatters depends on how many rows of Test are concerned and on how far rows of a
 * group agree in the label. HIGH from {@value #MANY} of Test's rows and a label correlation of
 * {@value #ALIKE} within groups on; INFO below {@value #FEW} of Test's rows; else MEDIUM.
 */
final class SharedGroups implements Check {
  private static final double MANY = 0.1;
  private static final double FEW = 0.01;
  private static final double ALIKE = 0.05;

  @Override
  public List<Finding> findings(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    evidence
        .overlaps()
        .groups()
        .forEach(
            (column, overlap) -> {
              if (overlap.testRowsShared() > 0) {
                findings.add(finding(column, overlap));
              }
            });
    return findings;
  }

  private static Finding finding(String column, Overlap overlap) {
    double share = (double) overlap.testRowsShared() / overlap.testRows();
    double folds = (double) overlap.rowsAcrossBlocks() / overlap.trainingRows();
    double alike = overlap.labelCorrelation();
    Finding.Severity severity =
        share < FEW ? INFO : share >= MANY && alike >= ALIKE ? HIGH : MEDIUM;
    return new Finding(
        "group_across_partitions",
        severity,
        List.of(column),
        String.format(
            "%s of %s rows in Test (%s) belong to a `%s` that Training knows as well; across folds it is %s of"
                + " Training's rows. Labels within a group correlate by %s.",
            Wording.count((double) overlap.testRowsShared()),
            Wording.count((double) overlap.testRows()),
            Wording.percent(share),
            column,
            Wording.percent(folds),
            Wording.share(alike)),
        "A model can recognise the group instead of learning the rule, and looks better on Test than it will on groups"
            + " it has never seen. The more the labels within a group agree, the more it gains by that.",
        "If the model is to serve new groups, keep each `"
            + column
            + "` on one side of the split, for instance by keeping one row of each; until then read the figures as"
            + " those for groups already known.");
  }
}
