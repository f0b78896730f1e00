package dev.holdout.rebalance;

import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.List;

/** Rows as they are. */
final class NoRebalancing implements Rebalancer {
  @Override
  public String name() {
    return Strategy.NONE.name();
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return List.of();
  }

  @Override
  public boolean resamples() {
    return false;
  }

  @Override
  public Rebalanced rebalance(Given given, Parameters parameters, long seed) {
    return new Rebalanced(given.rows(), List.of());
  }
}
