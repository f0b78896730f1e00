package dev.holdout.decide;

import dev.holdout.error.Problems;
import java.util.Optional;

/**
 * Of the thresholds that find at least a share of the positives, the one with the highest
 * precision. There always is one, since threshold 0 finds all.
 *
 * @param recall in (0, 1]
 */
public record RecallAtLeast(double recall) implements ThresholdRule {
  @Override
  public String words() {
    return "highest precision that still finds at least "
        + Wording.percent(recall)
        + " of the positives out of fold";
  }

  @Override
  public String objective() {
    return "Precision";
  }

  @Override
  public Optional<String> undefined(Outcome outcome) {
    return outcome.decidedPositive() > 0
        ? Optional.empty()
        : Optional.of("no row is decided positive");
  }

  @Override
  public double value(Outcome outcome) {
    return outcome.precision();
  }

  @Override
  public boolean meets(Outcome outcome) {
    return outcome.decidedPositive() > 0
        && Outcome.atLeast(outcome.tp(), recall * outcome.positives());
  }

  @Override
  public void check(Problems problems) {
    if (!(recall > 0 && recall <= 1)) {
      problems.add("decision", "recall " + recall, "a number above 0, up to 1", "");
    }
  }
}
