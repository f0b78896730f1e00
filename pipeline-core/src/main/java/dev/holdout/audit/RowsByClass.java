package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.MEDIUM;

import dev.holdout.audit.Finding.Figure;
import java.util.List;
import java.util.stream.Stream;

/**
 * Columns that number the rows, keys among them, and tell the label by the number: {@code
 * rows_by_class}, MEDIUM. The rows were sorted by the label or gathered class by class, from {@link
 * AuditLimits#leakAuc} on. That such a column is no feature does not settle it: a class that was
 * sampled has another share here than in use.
 */
final class RowsByClass implements Check {
  @Override
  public List<Finding> findings(Evidence evidence) {
    return Stream.concat(evidence.keys().stream(), evidence.profile().columns().stream())
        .filter(column -> IdentifierColumn.numbersRows(column, evidence))
        .filter(column -> column.auc() >= evidence.limits().leakAuc())
        .map(column -> finding(column, evidence))
        .toList();
  }

  private static Finding finding(ColumnSummary column, Evidence evidence) {
    Profile.Labels labels = evidence.profile().all();
    return new Finding(
            "rows_by_class",
            MEDIUM,
            List.of(column.name()),
            String.format(
                "`%s` numbers the rows class by class: it alone tells the label with an AUC of %s.",
                column.name(), Wording.share(column.auc())),
            "The table was sorted by its label, or gathered class by class. If one class was sampled, "
                + Wording.percent(labels.positiveShare())
                + " of positives are the sampler's doing: probabilities, precision, average precision and thresholds"
                + " then hold for this mixture and for no other.",
            "Find out how the rows were chosen. If all there were have come over, all is well. If not, go by ROC AUC,"
                + " recall and specificity, which do not depend on the share of positives, and correct probabilities"
                + " for the share in use before anybody acts on them."
                + (evidence.columns().features().contains(column.name())
                    ? " Make `" + column.name() + "` the `key`, or add it to `roles.drop`."
                    : ""))
        .with(
            new Figure("AUC of the column alone", column.auc()),
            new Figure("share of positives here", labels.positiveShare()),
            new Figure("audit.leak_auc", evidence.limits().leakAuc()));
  }
}
