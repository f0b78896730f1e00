package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.HIGH;
import static dev.holdout.audit.Finding.Severity.INFO;
import static dev.holdout.audit.Finding.Severity.MEDIUM;

import dev.holdout.audit.Finding.Figure;
import dev.holdout.audit.Profile.Lateness;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * Columns that were filled after the event: {@code filled_after_event}, where at least {@link
 * AuditLimits#lateShare} of the rows that have both moments say so. HIGH if whether it was filled
 * late goes with the label beyond noise (χ², 0.001 over all columns), else MEDIUM; INFO if the
 * column is no feature.
 */
final class FilledLate implements Check {
  @Override
  public List<Finding> findings(Evidence evidence) {
    return evidence.profile().lateness().stream()
        .filter(lateness -> share(lateness) >= evidence.limits().lateShare())
        .map(lateness -> finding(lateness, evidence))
        .toList();
  }

  @Override
  public Optional<Column> cases(Finding finding, Evidence evidence) {
    return evidence.profile().lateness().stream()
        .filter(lateness -> lateness.event().column().equals(finding.columns().get(0)))
        .findFirst()
        .map(lateness -> Rows.cases(lateness.event().late()));
  }

  private static double share(Lateness lateness) {
    double late = lateness.counts().late().rows();
    return late == 0 ? 0 : late / (late + lateness.counts().inTime().rows());
  }

  private static Finding finding(Lateness lateness, Evidence evidence) {
    Event event = lateness.event();
    Profile.Labels late = lateness.counts().late();
    Profile.Labels inTime = lateness.counts().inTime();
    boolean feature = evidence.columns().features().contains(event.column());
    boolean tells =
        Significance.independence(
                List.of(
                    new long[] {late.negatives(), inTime.negatives()},
                    new long[] {late.positives(), inTime.positives()}))
            < Evidence.level(evidence.profile().lateness().size());
    boolean itself = event.column().equals(event.at().name());
    return new Finding(
            "filled_after_event",
            !feature ? INFO : tells ? HIGH : MEDIUM,
            List.of(event.column()),
            String.format(
                "`%s` %s later than `%s` in %s of %s rows (%s)%s.",
                event.column(),
                itself ? "is" : "was filled (`" + event.at().name() + "`)",
                event.event().name(),
                Wording.count((double) late.rows()),
                Wording.count((double) late.rows() + inTime.rows()),
                Wording.percent(share(lateness)),
                tells
                    ? "; "
                        + Wording.percent(late.positiveShare())
                        + " of these are positive, against "
                        + Wording.percent(inTime.positiveShare())
                        + " of the others"
                    : ""),
            "What is filled in after the event is not there when the model is used; a model that learns from it learns"
                + " from the outcome.",
            feature
                ? "Add `"
                    + event.column()
                    + "` to `roles.drop`, or take the value that was known before `"
                    + event.event().name()
                    + "`."
                : "Keep it dropped.")
        .with(
            new Figure("rows filled after the event", (double) late.rows()),
            new Figure("share", share(lateness)),
            new Figure("audit.late_share", evidence.limits().lateShare()));
  }
}
