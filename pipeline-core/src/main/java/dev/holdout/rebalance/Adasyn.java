package dev.holdout.rebalance;

import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.List;

/**
 * Adaptive synthetic sampling (He et al. 2008): a row gets synthetic ones in proportion to the
 * number of rows of other classes among its {@code neighbors} nearest rows. Partners are the
 * nearest rows of its class.
 *
 * <p>The paper rounds each row's number; here the largest remainders get what is left, so that the
 * ratio is met exactly.
 */
final class Adasyn implements Rebalancer {
  @Override
  public String name() {
    return "adasyn";
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return List.of(Ratio.PARAMETER, Smote.NEIGHBOURS);
  }

  @Override
  public Rebalanced rebalance(Given given, Parameters parameters, long seed) {
    int neighbours = parameters.whole(Smote.NEIGHBOURS.name());
    return new Raising(
            name(), given, neighbours, Ratio.of(parameters), seed, new Hardness(neighbours))
        .run();
  }

  private record Hardness(int context) implements Emphasis {
    @Override
    public int share(int others) {
      return others;
    }

    @Override
    public String nobody() {
      return "no row with a row of another class among its " + context + " nearest";
    }
  }
}
