package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.HIGH;
import static dev.holdout.audit.Finding.Severity.MEDIUM;

import dev.holdout.audit.Finding.Figure;
import java.util.Comparator;
import java.util.List;

/**
 * Test and Training do not come from one distribution: {@code partitions_differ}, if the interval
 * of {@link PartitionContrast} lies above {@link AuditLimits#partitionAuc}. Where Test is the later
 * time this is drift and MEDIUM; else HIGH from an area of {@value #FAR} on.
 */
final class SkewedSplit implements Check {
  private static final double FAR = 0.75;
  private static final double TELLING = 0.55;
  private static final double LATER = 0.9;

  @Override
  public List<Finding> findings(Evidence evidence) {
    return evidence
        .contrast()
        .filter(contrast -> contrast.interval().lower() > evidence.limits().partitionAuc())
        .map(contrast -> List.of(finding(contrast, evidence)))
        .orElse(List.of());
  }

  private static Finding finding(PartitionContrast contrast, Evidence evidence) {
    boolean later = evidence.time().filter(line -> line.testLater() >= LATER).isPresent();
    List<ColumnSummary> telling =
        evidence.profile().columns().stream()
            .filter(column -> evidence.feature(column) && column.shift() >= TELLING)
            .sorted(
                Comparator.comparingDouble(ColumnSummary::shift)
                    .reversed()
                    .thenComparing(ColumnSummary::name))
            .toList();
    return new Finding(
            "partitions_differ",
            !later && contrast.auc() >= FAR ? HIGH : MEDIUM,
            telling.stream().limit(Wording.LISTED).map(ColumnSummary::name).toList(),
            String.format(
                "A classifier tells rows of Test from rows of Training with an AUC of %s (95 %% interval %s to %s)%s.",
                Wording.share(contrast.auc()),
                Wording.share(contrast.interval().lower()),
                Wording.share(contrast.interval().upper()),
                telling.isEmpty()
                    ? ""
                    : ", above all by "
                        + Wording.list(
                            telling.stream()
                                .map(
                                    column ->
                                        "`"
                                            + column.name()
                                            + "` ("
                                            + Wording.share(column.shift())
                                            + ")")
                                .toList())),
            later
                ? "Test is later than Training, and the features have drifted in between: figures on Test are those for"
                    + " rows unlike the ones learned from, and cross-validation within Training looks better."
                : "Test is to stand for the rows that the model will meet. If it differs from Training other than by"
                    + " time, the split itself is skewed, and figures on Test are those for another kind of rows.",
            later
                ? "Trust the figures on Test more than those of cross-validation, retrain often, and prefer features"
                    + " that keep their meaning."
                : "Look at how rows came to be in Test. A random Test (the default), by row or by many groups, is like"
                    + " Training.")
        .with(
            new Figure("AUC of telling Test from Training", contrast.auc()),
            new Figure("lower end of its interval", contrast.interval().lower()),
            new Figure("upper end of its interval", contrast.interval().upper()),
            new Figure("rows of Training compared", (double) contrast.trainingRows()),
            new Figure("rows of Test compared", (double) contrast.testRows()),
            new Figure("audit.partition_auc", evidence.limits().partitionAuc()));
  }
}
