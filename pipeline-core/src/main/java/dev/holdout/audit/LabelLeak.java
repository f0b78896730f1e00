package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.HIGH;
import static dev.holdout.audit.Finding.Severity.INFO;
import static dev.holdout.audit.Finding.Severity.MEDIUM;

import dev.holdout.audit.Finding.Figure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Columns that alone predict the label too well, by {@link ColumnAuc}; dropped ones are looked at
 * too, copies of the label are reported by {@link LabelCopy}.
 *
 * <p>{@code label_leak}: the AUC reaches {@link AuditLimits#leakAuc}; HIGH if the column is a
 * feature, else INFO. {@code strongest_column}: the strongest feature reaches {@link
 * AuditLimits#suspectAuc}; MEDIUM if it is ahead of the next by {@link AuditLimits#suspectGap}, so
 * that the model would be this column above all, else INFO.
 */
final class LabelLeak implements Check {
  @Override
  public List<Finding> findings(Evidence evidence) {
    List<ColumnSummary> ranked =
        evidence.profile().columns().stream()
            .filter(column -> !LabelCopy.copies(column, evidence.limits()))
            .sorted(
                Comparator.comparingDouble(ColumnSummary::auc)
                    .reversed()
                    .thenComparing(ColumnSummary::name))
            .toList();
    List<Finding> findings = new ArrayList<>();
    boolean first = true;
    for (int rank = 0; rank < ranked.size(); rank++) {
      ColumnSummary column = ranked.get(rank);
      boolean feature = evidence.feature(column);
      String next = next(ranked, rank);
      double gap = column.auc() - rival(ranked, rank);
      AuditLimits limits = evidence.limits();
      if (column.auc() >= limits.leakAuc()) {
        findings.add(
            leak(column, feature, next)
                .with(
                    new Figure("AUC of the column alone", column.auc()),
                    new Figure("gap to the next column", gap),
                    new Figure("audit.leak_auc", limits.leakAuc())));
      } else if (feature) {
        if (first && column.auc() >= limits.suspectAuc()) {
          findings.add(
              strongest(column, next, gap >= limits.suspectGap())
                  .with(
                      new Figure("AUC of the column alone", column.auc()),
                      new Figure("gap to the next column", gap),
                      new Figure("audit.suspect_auc", limits.suspectAuc()),
                      new Figure("audit.suspect_gap", limits.suspectGap())));
        }
        first = false;
      }
    }
    return findings;
  }

  private static double rival(List<ColumnSummary> ranked, int rank) {
    return rank + 1 < ranked.size() ? ranked.get(rank + 1).auc() : 0.5;
  }

  private static String next(List<ColumnSummary> ranked, int rank) {
    if (rank + 1 == ranked.size()) {
      return "";
    }
    ColumnSummary next = ranked.get(rank + 1);
    return String.format(
        "; the next column, `%s`, reaches %s", next.name(), Wording.share(next.auc()));
  }

  private static Finding leak(ColumnSummary column, boolean feature, String next) {
    String title =
        String.format(
            "`%s` alone predicts the label with an AUC of %s%s.",
            column.name(), Wording.share(column.auc()), next);
    String reason =
        "Hardly any column known in advance is so good. It was probably filled in after the outcome, or because of"
            + " it, and will be empty or different when the model is used.";
    return feature
        ? new Finding(
            "label_leak",
            HIGH,
            List.of(column.name()),
            title,
            reason,
            "Find out when the column is filled. Unless it is before the prediction, add `"
                + column.name()
                + "` to `roles.drop`.")
        : new Finding(
            "label_leak",
            INFO,
            List.of(column.name()),
            title + " It is dropped, rightly.",
            reason,
            "Keep it dropped.");
  }

  private static Finding strongest(ColumnSummary column, String next, boolean ahead) {
    return new Finding(
        "strongest_column",
        ahead ? MEDIUM : INFO,
        List.of(column.name()),
        String.format(
            "`%s` alone predicts the label with an AUC of %s%s.",
            column.name(), Wording.share(column.auc()), next),
        (ahead
                ? "One column so far ahead of all others is either the key to the matter or a leak. "
                : "The strongest column deserves a second look. ")
            + "What is measured during or after the event that is predicted will not be there when the model is used.",
        "Find out when the column is filled. If it is not known at the time of the prediction, add `"
            + column.name()
            + "` to `roles.drop`.");
  }
}
