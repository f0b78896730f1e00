package dev.holdout.rebalance;

import java.util.List;
import java.util.Optional;

/**
 * How the training rows of each fit are weighed and rebalanced.
 *
 * @param strategy for every fit of the search and of the final model
 * @param weight column with the weight of each row, a number above 0; combines with the weights of
 *     the strategy
 * @param compare strategies that are run beside each other in the same folds, to learn whether any
 *     helps; empty for no such study
 */
public record RebalanceSpec(Strategy strategy, Optional<String> weight, List<Strategy> compare) {
  /** Rows as they are. */
  public static final RebalanceSpec NONE =
      new RebalanceSpec(Strategy.NONE, Optional.empty(), List.of());

  /** The same with another strategy, and none to compare. */
  public RebalanceSpec with(Strategy other) {
    return new RebalanceSpec(other, weight, List.of());
  }

  /** Whether a fit sees its rows as they are, all of one weight. */
  public boolean isNothing() {
    return strategy.equals(Strategy.NONE) && weight.isEmpty();
  }

  public RebalanceSpec {
    compare = List.copyOf(compare);
  }
}
