package dev.holdout.rebalance;

import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.List;

/**
 * Synthetic rows from rows of a class that are in danger (Han et al. 2005): at least half, but not
 * all, of their {@code danger_neighbors} nearest rows are of other classes. Those that stand among
 * other classes alone are noise.
 *
 * <p>The first form makes them towards neighbours of the class. The second also takes the nearest
 * row of another class for a partner, one among the neighbours, and goes at most half way there;
 * imbalanced-learn 0.10 takes rows of other classes at the ranks of the neighbours instead.
 */
final class BorderlineSmote implements Rebalancer {
  private static final Hyperparameter DANGER =
      Hyperparameter.whole(
          "danger_neighbors", 10, 2, 1000, "nearest rows of any class that tell who is in danger");

  private final boolean second;

  private BorderlineSmote(boolean second) {
    this.second = second;
  }

  static BorderlineSmote first() {
    return new BorderlineSmote(false);
  }

  static BorderlineSmote second() {
    return new BorderlineSmote(true);
  }

  @Override
  public String name() {
    return second ? "borderline_smote_2" : "borderline_smote_1";
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return List.of(Ratio.PARAMETER, Smote.NEIGHBOURS, DANGER);
  }

  @Override
  public Rebalanced rebalance(Given given, Parameters parameters, long seed) {
    return new Raising(
            name(),
            given,
            parameters.whole(Smote.NEIGHBOURS.name()),
            Ratio.of(parameters),
            seed,
            new Danger(parameters.whole(DANGER.name()), second))
        .run();
  }

  private record Danger(int context, boolean reachesOver) implements Emphasis {
    @Override
    public int share(int others) {
      return 2 * others >= context && others < context ? 1 : 0;
    }

    @Override
    public String nobody() {
      return "no row in danger (half or more, but not all, of its "
          + context
          + " nearest rows being of other classes)";
    }
  }
}
