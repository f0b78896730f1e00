package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.INFO;
import static dev.holdout.audit.Finding.Severity.MEDIUM;

import java.util.List;

/**
 * One label is rare: {@code rare_label}. MEDIUM if it has less than {@value #VERY_RARE} of the rows
 * or fewer than {@value #ENOUGH} of them, INFO if it has less than {@value #RARE}.
 */
final class RareLabel implements Check {
  private static final double RARE = 0.1;
  private static final double VERY_RARE = 0.01;
  private static final int ENOUGH = 100;

  @Override
  public List<Finding> findings(Evidence evidence) {
    Profile.Labels labels = evidence.profile().all();
    long fewer = Math.min(labels.positives(), labels.negatives());
    double share = (double) fewer / Math.max(1, labels.rows());
    if (share >= RARE && fewer >= ENOUGH) {
      return List.of();
    }
    boolean positive = labels.positives() <= labels.negatives();
    return List.of(
        new Finding(
            "rare_label",
            share < VERY_RARE || fewer < ENOUGH ? MEDIUM : INFO,
            List.of(evidence.columns().label()),
            String.format(
                "%s of %s training rows (%s) are %s: always saying the opposite is right in %s of the cases.",
                Wording.count((double) fewer),
                Wording.count((double) labels.rows()),
                Wording.percent(share),
                positive ? "positive" : "negative",
                Wording.percent(1 - share)),
            "Accuracy says little here, and what is known of the rare label rests on these rows alone.",
            "Judge by average precision, recall and the cost of errors; set `decision.threshold` by cost or F-beta"
                + " rather than 0.5."));
  }
}
