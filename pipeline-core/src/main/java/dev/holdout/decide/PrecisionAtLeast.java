package dev.holdout.decide;

import dev.holdout.error.Problems;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Of the thresholds whose positive decisions are right at least so often, the one that finds most
 * positives. There may be none.
 *
 * @param precision in (0, 1]
 */
public record PrecisionAtLeast(double precision) implements ThresholdRule {
  @Override
  public String words() {
    return "most positives found while at least "
        + Wording.percent(precision)
        + " of the positive decisions out of fold are right";
  }

  @Override
  public String objective() {
    return "Recall";
  }

  @Override
  public Optional<String> undefined(Outcome outcome) {
    return outcome.positives() > 0 ? Optional.empty() : Optional.of("no positives");
  }

  @Override
  public double value(Outcome outcome) {
    return outcome.recall();
  }

  @Override
  public boolean meets(Outcome outcome) {
    return outcome.decidedPositive() > 0
        && outcome.positives() > 0
        && Outcome.atLeast(outcome.tp(), precision * outcome.decidedPositive());
  }

  @Override
  public String refusal(List<Outcome> reachable) {
    Outcome best =
        reachable.stream()
            .filter(outcome -> outcome.decidedPositive() > 0)
            .max(Comparator.comparingDouble(Outcome::precision))
            .orElseThrow();
    return "found a precision of at most "
        + Wording.percent(best.precision())
        + " at any threshold ("
        + Wording.count(best.tp())
        + " of "
        + Wording.count(best.decidedPositive())
        + " rows), expected at least "
        + Wording.percent(precision)
        + ". Ask for less, or give the model better features.";
  }

  @Override
  public void check(Problems problems) {
    if (!(precision > 0 && precision <= 1)) {
      problems.add("decision", "precision " + precision, "a number above 0, up to 1", "");
    }
  }
}
