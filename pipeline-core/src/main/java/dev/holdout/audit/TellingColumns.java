package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.HIGH;

import dev.holdout.audit.Finding.Figure;
import java.util.List;

/**
 * Columns that give the rarer label away in turns: {@code columns_tell_label}, HIGH. Each has a
 * {@link TellingValue}, and hardly a row of that label is without one of these values: as one
 * column, which has the AUC (1 + s)/2 for the share s of that label's rows, they would reach {@link
 * AuditLimits#leakAuc}. So it is with the kinds of a failure, one column each.
 */
final class TellingColumns implements Check {
  @Override
  public List<Finding> findings(Evidence evidence) {
    ToldTogether together = evidence.together();
    Profile.Labels all = evidence.profile().all();
    double of = Math.min(all.negatives(), all.positives());
    double share = of == 0 ? 0 : together.rows() / of;
    double auc = (1 + share) / 2;
    if (auc < evidence.limits().leakAuc()) {
      return List.of();
    }
    String label = TellingValue.positive(all) ? "positive" : "negative";
    return List.of(
        new Finding(
                "columns_tell_label",
                HIGH,
                together.columns(),
                String.format(
                    "%d columns in turns give the label away: `%s`. %s of all %s rows have a value in one of them that"
                        + " no other row has.",
                    together.columns().size(),
                    Wording.list(together.columns()).replace("; ", "`, `"),
                    Wording.percent(share),
                    label),
                "Together they are the label in other words. A model would read the answer off them and would have"
                    + " nothing to go by where the answer is not known yet.",
                remedy(together))
            .with(
                new Figure("rows told", together.rows()),
                new Figure("AUC as one column", auc),
                new Figure("audit.leak_auc", evidence.limits().leakAuc())));
  }

  private static String remedy(ToldTogether together) {
    String remedy =
        "Find out when they are filled. Unless it is before the prediction, add them to `roles.drop`: "
            + Wording.yaml(together.columns())
            + ".";
    return together.alike().isEmpty()
        ? remedy
        : remedy
            + " Ask the same of columns with the same values: "
            + Wording.list(together.alike())
            + ".";
  }
}
