package dev.holdout.rebalance;

import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.List;

/**
 * Synthetic rows between rows of a class and their nearest neighbours in it (Chawla et al. 2002):
 * SMOTE, SMOTE-NC or SMOTE-N, as the features are. Every row gets equally many; which get one more
 * is decided by {@link Draw}.
 */
final class Smote implements Rebalancer {
  static final Hyperparameter NEIGHBOURS =
      Hyperparameter.whole("neighbors", 5, 1, 1000, "nearest rows of the class to choose from");

  @Override
  public String name() {
    return "smote";
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return List.of(Ratio.PARAMETER, NEIGHBOURS);
  }

  @Override
  public Rebalanced rebalance(Given given, Parameters parameters, long seed) {
    return new Raising(
            name(),
            given,
            parameters.whole(NEIGHBOURS.name()),
            Ratio.of(parameters),
            seed,
            Emphasis.NONE)
        .run();
  }
}
