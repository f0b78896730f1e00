package dev.holdout.decide;

import dev.holdout.error.Problems;
import java.util.Optional;

/**
 * The lowest threshold at which no more than a share of the rows is positive: a capacity.
 *
 * <p>Rows of one score are decided alike, so ties at the threshold leave room unused; where more
 * rows than fit share the highest score, none is positive.
 *
 * @param share in (0, 1]
 */
public record TopShare(double share) implements ThresholdRule {
  @Override
  public String words() {
    return "at most " + Wording.percent(share) + " of the out-of-fold rows are positive";
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
    return outcome.positives() > 0
        && Outcome.atLeast(share * outcome.rows(), outcome.decidedPositive());
  }

  @Override
  public double preference(Outcome outcome) {
    return outcome.decidedPositive();
  }

  @Override
  public void check(Problems problems) {
    if (!(share > 0 && share <= 1)) {
      problems.add("decision", "share " + share, "a number above 0, up to 1", "");
    }
  }
}
