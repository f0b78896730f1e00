package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.HIGH;
import static dev.holdout.audit.Finding.Severity.INFO;
import static dev.holdout.audit.Finding.Severity.MEDIUM;

import dev.holdout.audit.Finding.Figure;
import java.util.List;

/**
 * Rows of Test that are nearly equal to rows of Training, but not equal: {@code
 * near_duplicates_across_partitions}. From {@link AuditLimits#sharedShare} of the rows looked up
 * on, HIGH if rows have {@value #MANY} different words or more, since such rows hardly meet by
 * chance, else MEDIUM; INFO below.
 */
final class NearlyEqualRows implements Check {
  private static final double MANY = 10;

  @Override
  public List<Finding> findings(Evidence evidence) {
    return evidence
        .near()
        .filter(near -> near.near() > near.equal())
        .map(near -> List.of(finding(near, evidence)))
        .orElse(List.of());
  }

  private static Finding finding(NearPairs near, Evidence evidence) {
    double rows = (double) near.near() - near.equal();
    double share = rows / near.rows();
    AuditSpec.NearDuplicates spec = evidence.spec().nearDuplicates();
    Finding.Severity severity =
        share < evidence.limits().sharedShare() ? INFO : near.words() >= MANY ? HIGH : MEDIUM;
    return new Finding(
            "near_duplicates_across_partitions",
            severity,
            spec.columns(),
            String.format(
                "At least %s of %s rows of Test looked up (%s) are nearly equal to a row of Training in %s.",
                Wording.count(rows),
                Wording.count((double) near.rows()),
                Wording.percent(share),
                Wording.list(spec.columns().stream().map(column -> "`" + column + "`").toList())),
            "Copies that were edited, templates and retries test memory: a model that learned one by heart gets the"
                + " other right."
                + (near.words() >= MANY
                    ? ""
                    : " Rows of few words may be alike by chance, though."),
            "Look at the examples. If they are versions of one thing, keep one of each, or give them a common column and"
                + " set `split.group` to it, with a random Test.")
        .with(
            new Figure("rows of Test nearly equal", rows),
            new Figure("rows of Test with equal words", (double) near.equal()),
            new Figure("rows of Test looked up", (double) near.rows()),
            new Figure("different words of a row", near.words()),
            new Figure("audit.near_duplicates.similarity", spec.similarity()),
            new Figure("audit.shared_share", evidence.limits().sharedShare()))
        .with(near.examples());
  }
}
