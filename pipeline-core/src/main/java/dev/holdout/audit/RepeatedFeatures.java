package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.HIGH;
import static dev.holdout.audit.Finding.Severity.INFO;
import static dev.holdout.audit.Finding.Severity.MEDIUM;

import dev.holdout.audit.Finding.Figure;
import dev.holdout.audit.Overlaps.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * Rows that are equal in all features. Rows that are equal in every column are left to {@link
 * SpreadRows} where the split spreads them.
 *
 * <p>{@code duplicates_across_partitions}: rows of Test that Training has too; HIGH from {@link
 * AuditLimits#sharedShare} of Test's rows on if the labels of equal rows mostly agree, as those of
 * copies do, MEDIUM from {@value #SOME}, else INFO. Where labels disagree in {@value #COARSE} of
 * the equal rows or more, the features are coarse and equality is chance. {@code
 * duplicates_across_folds}: rows of Training that another block has too; the same limits, MEDIUM at
 * most. {@code conflicting_labels}: rows of Training that are equal but for the label; MEDIUM from
 * {@value #SOME} of Training's rows on, else INFO.
 */
final class RepeatedFeatures implements Check {
  private static final String ACROSS_PARTITIONS = "duplicates_across_partitions";
  private static final String ACROSS_FOLDS = "duplicates_across_folds";
  private static final String CONFLICTING = "conflicting_labels";
  private static final double SOME = 0.01;
  private static final double COARSE = 0.1;

  @Override
  public List<Finding> findings(Evidence evidence) {
    Overlaps.Overlap features = others(evidence.overlaps());
    List<Finding> findings = new ArrayList<>();
    if (features.testRowsShared() > 0) {
      findings.add(acrossPartitions(features, evidence.limits()));
    }
    if (features.rowsAcrossBlocks() > 0) {
      findings.add(acrossFolds(features));
    }
    if (features.conflictingRows() > 0) {
      findings.add(conflicting(features));
    }
    return findings;
  }

  /** Rows that share their features, without those that a split spreads though they are equal. */
  private static Overlaps.Overlap others(Overlaps overlaps) {
    return overlaps
        .rows()
        .map(
            spread ->
                overlaps.features().without(spread.testRowsShared(), spread.rowsAcrossBlocks()))
        .orElse(overlaps.features());
  }

  @Override
  public Optional<Column> cases(Finding finding, Evidence evidence) {
    Shown shown =
        switch (finding.code()) {
          case ACROSS_PARTITIONS -> Shown.ACROSS_PARTITIONS;
          case ACROSS_FOLDS -> Shown.ACROSS_BLOCKS;
          default -> Shown.CONFLICTING;
        };
    return Optional.of(evidence.overlaps().features().cases(shown));
  }

  private static Finding acrossPartitions(Overlaps.Overlap features, AuditLimits limits) {
    double share = features.testShare();
    boolean coarse =
        features.conflictingRows() > 0
            && features.conflictingRows() >= COARSE * features.rowsAcrossBlocks();
    return new Finding(
            ACROSS_PARTITIONS,
            share >= limits.sharedShare() && !coarse ? HIGH : share >= SOME ? MEDIUM : INFO,
            List.of(),
            String.format(
                "%s of %s rows in Test (%s) have a row with equal features in Training.",
                Wording.count((double) features.testRowsShared()),
                Wording.count((double) features.testRows()),
                Wording.percent(share)),
            "Such a row tests memory: a model that learned it by heart gets it right."
                + (coarse
                    ? " But equal rows often differ in their label here, so the features are coarse"
                        + " and equality is mostly chance."
                    : " Their labels mostly agree, as those of copies do."),
            "If they are copies, remove them at the source. Without a `key`, `split.repeated_rows:"
                + " together` keeps rows that are equal in every column, the label included, on one"
                + " side of a random Test.")
        .with(
            new Figure("rows of Test that Training has", (double) features.testRowsShared()),
            new Figure("rows of Test", (double) features.testRows()),
            new Figure("audit.shared_share", limits.sharedShare()));
  }

  private static Finding acrossFolds(Overlaps.Overlap features) {
    double share = features.blockShare();
    return new Finding(
            ACROSS_FOLDS,
            share >= SOME ? MEDIUM : INFO,
            List.of(),
            String.format(
                "%s of %s rows in Training (%s) have a row with equal features in another fold.",
                Wording.count((double) features.rowsAcrossBlocks()),
                Wording.count((double) features.trainingRows()),
                Wording.percent(share)),
            "Cross-validation then looks a little better than it is and prefers models that"
                + " memorise.",
            "If they are copies, remove them at the source. Without a `key`, `split.repeated_rows:"
                + " together` keeps rows that are equal in every column, the label included, in one"
                + " fold.")
        .with(
            new Figure("rows that another fold has", (double) features.rowsAcrossBlocks()),
            new Figure("rows of Training", (double) features.trainingRows()));
  }

  private static Finding conflicting(Overlaps.Overlap features) {
    double share = (double) features.conflictingRows() / features.trainingRows();
    return new Finding(
            CONFLICTING,
            share >= SOME ? MEDIUM : INFO,
            List.of(),
            String.format(
                "%s rows in Training (%s) are equal in all features but not in the label.",
                Wording.count((double) features.conflictingRows()), Wording.percent(share)),
            "No model can be right on all of them: they bound what can be reached. Some may be"
                + " wrong labels.",
            "Look at them. Mend wrong labels at the source, or add a feature that tells the rows"
                + " apart.")
        .with(
            new Figure(
                "rows with an equal of the other label", (double) features.conflictingRows()),
            new Figure("rows of Training", (double) features.trainingRows()));
  }
}
