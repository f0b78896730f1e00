package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.HIGH;
import static dev.holdout.audit.Finding.Severity.INFO;
import static dev.holdout.audit.Finding.Severity.MEDIUM;

import dev.holdout.audit.Finding.Figure;
import dev.holdout.audit.Overlaps.Overlap;
import dev.holdout.audit.Overlaps.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * Groups (customers, patients) with rows on several sides.
 *
 * <p>{@code group_across_partitions}: in Training and in Test. How much it flatters depends on how
 * many rows of Test are concerned and on how far rows of a group agree in the label. HIGH from
 * {@link AuditLimits#sharedShare} of Test's rows and a label correlation of {@value #ALIKE} within
 * groups on; INFO below {@value #FEW} of Test's rows; else MEDIUM. {@code group_across_folds}: in
 * several blocks of Training, but not in Test; MEDIUM, or INFO below {@value #FEW} of Training's
 * rows.
 */
final class SharedGroups implements Check {
  private static final String ACROSS_FOLDS = "group_across_folds";
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
                findings.add(acrossPartitions(column, overlap, evidence.limits()));
              } else if (overlap.rowsAcrossBlocks() > 0) {
                findings.add(acrossFolds(column, overlap));
              }
            });
    return findings;
  }

  @Override
  public Optional<Column> cases(Finding finding, Evidence evidence) {
    return Optional.ofNullable(evidence.overlaps().groups().get(finding.columns().get(0)))
        .map(
            overlap ->
                overlap.cases(
                    finding.code().equals(ACROSS_FOLDS)
                        ? Shown.ACROSS_BLOCKS
                        : Shown.ACROSS_PARTITIONS));
  }

  private static Finding acrossPartitions(String column, Overlap overlap, AuditLimits limits) {
    double share = overlap.testShare();
    double alike = overlap.labelCorrelation();
    Finding.Severity severity =
        share < FEW ? INFO : share >= limits.sharedShare() && alike >= ALIKE ? HIGH : MEDIUM;
    return new Finding(
            "group_across_partitions",
            severity,
            List.of(column),
            String.format(
                "%s of %s rows in Test (%s) belong to a `%s` that Training knows as well; across"
                    + " folds it is %s of Training's rows. Labels within a group correlate by %s.",
                Wording.count((double) overlap.testRowsShared()),
                Wording.count((double) overlap.testRows()),
                Wording.percent(share),
                column,
                Wording.percent(overlap.blockShare()),
                Wording.share(alike)),
            "A model can recognise the group instead of learning the rule, and looks better on Test"
                + " than it will on groups it has never seen. The more the labels within a group"
                + " agree, the more it gains by that.",
            "If the model is to serve new groups, set `split.group: "
                + column
                + "`: a random Test and folds by group then never divide its rows, and schemes by"
                + " time set its earlier rows aside. A Test that a prepared column names does not"
                + " look at groups. Until then read the figures as those for groups already known.")
        .with(
            new Figure("rows of Test that share", (double) overlap.testRowsShared()),
            new Figure("rows of Test", (double) overlap.testRows()),
            new Figure("label correlation within groups", alike),
            new Figure("audit.shared_share", limits.sharedShare()));
  }

  private static Finding acrossFolds(String column, Overlap overlap) {
    return new Finding(
            ACROSS_FOLDS,
            overlap.blockShare() < FEW ? INFO : MEDIUM,
            List.of(column),
            String.format(
                "%s of %s rows in Training (%s) belong to a `%s` that another fold has as well;"
                    + " Test has none of them.",
                Wording.count((double) overlap.rowsAcrossBlocks()),
                Wording.count((double) overlap.trainingRows()),
                Wording.percent(overlap.blockShare()),
                column),
            "Cross-validation then looks better than Test will, and prefers models that recognise"
                + " the group.",
            "Set `split.group: "
                + column
                + "`: folds by group (`stratified_group`, the default with it) then keep its rows"
                + " in one fold, and folds by time set aside the rows of a group whose last row"
                + " lies in a later window.")
        .with(
            new Figure("rows of Training that share", (double) overlap.rowsAcrossBlocks()),
            new Figure("rows of Training", (double) overlap.trainingRows()));
  }
}
