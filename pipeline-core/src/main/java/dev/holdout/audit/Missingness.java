package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.MEDIUM;

import dev.holdout.audit.Finding.Figure;
import java.util.List;

/**
 * Features whose absence says something of the label: the share of positives with and without a
 * value differs by {@link AuditLimits#missingnessGap} or more, beyond noise. MEDIUM.
 */
final class Missingness implements Check {
  @Override
  public List<Finding> findings(Evidence evidence) {
    List<ColumnSummary> candidates =
        evidence.profile().columns().stream()
            .filter(evidence::feature)
            .filter(column -> column.missing().rows() > 0)
            .toList();
    return candidates.stream()
        .filter(column -> tells(column, evidence, candidates.size()))
        .map(column -> finding(column, present(column, evidence), evidence))
        .toList();
  }

  private static boolean tells(ColumnSummary column, Evidence evidence, int comparisons) {
    Cell missing = column.missing();
    Profile.Labels present = present(column, evidence);
    return present.rows() > 0
        && Math.abs(missing.positiveShare() - present.positiveShare())
            >= evidence.limits().missingnessGap()
        && Significance.independence(
                List.of(
                    new long[] {missing.negatives(), present.negatives()},
                    new long[] {missing.positives(), present.positives()}))
            < Evidence.level(comparisons);
  }

  /** From the totals, since a column's categories may be a sample. */
  private static Profile.Labels present(ColumnSummary column, Evidence evidence) {
    Profile.Labels all = evidence.profile().all();
    Cell missing = column.missing();
    return new Profile.Labels(
        all.negatives() - missing.negatives(), all.positives() - missing.positives());
  }

  private static Finding finding(ColumnSummary column, Profile.Labels present, Evidence evidence) {
    Cell missing = column.missing();
    return new Finding(
            "missingness_predicts_label",
            MEDIUM,
            List.of(column.name()),
            String.format(
                "`%s` is missing in %s of the rows, and %s of those are positive against %s of the rows that have it.",
                column.name(),
                Wording.percent(
                    (double) missing.rows() / ((double) missing.rows() + present.rows())),
                Wording.percent(missing.positiveShare()),
                Wording.percent(present.positiveShare())),
            "The value is not missing at random: that it is absent says something of the label. Replacing it by a median"
                + " hides this; and if values are added or removed once the outcome is known, it is a leak.",
            "Keep `features.numeric.missing_indicator` on, and ask who fills the column whether it is as often empty when"
                + " the model is used. If not, add `"
                + column.name()
                + "` to `roles.drop`.")
        .with(
            new Figure("rows without a value", (double) missing.rows()),
            new Figure("positive share without", missing.positiveShare()),
            new Figure("positive share with", present.positiveShare()),
            new Figure("audit.missingness_gap", evidence.limits().missingnessGap()));
  }
}
