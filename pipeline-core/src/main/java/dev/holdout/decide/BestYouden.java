package dev.holdout.decide;

import dev.holdout.error.Problems;
import java.util.Optional;

/**
 * The threshold with the largest J: recall less the share of negatives decided positive, in [−1,
 * 1], 0 where every row is decided alike. Source: Youden 1950.
 */
public record BestYouden() implements ThresholdRule {
  @Override
  public String words() {
    return "largest Youden's J of the out-of-fold decisions";
  }

  @Override
  public String objective() {
    return "Youden's J";
  }

  @Override
  public Optional<String> undefined(Outcome outcome) {
    return outcome.positives() > 0 && outcome.negatives() > 0
        ? Optional.empty()
        : Optional.of("one class alone");
  }

  @Override
  public double value(Outcome outcome) {
    return outcome.recall() - outcome.fp() / outcome.negatives();
  }

  @Override
  public void check(Problems problems) {}
}
