package dev.holdout.rebalance;

import dev.holdout.feature.FeatureLayout;
import dev.holdout.split.Training;
import dev.holdout.tune.Parameters;
import dev.holdout.tune.Tunable;
import java.util.List;

/**
 * Makes a rare class count for more in one fit, by weights, by leaving rows out, by repeating them
 * or by making new ones up.
 *
 * <p>Invariants: the result is a function of the rows, the parameters and the seed, whatever the
 * partitions and the order of the rows; it uses nothing but these rows; a synthetic row is marked
 * and names its parents, its key is no other row's, and its categories are values that the features
 * know. A rebalancer is one class, one test and one line in {@link Rebalancers}; it runs before
 * every fit, never on rows that are validated on, tested or scored.
 */
public interface Rebalancer extends Tunable {
  /** Whether it works by weights other than 1, which not every learner takes. */
  default boolean weighs() {
    return false;
  }

  /** Whether it leaves rows out, repeats them or makes new ones up. */
  default boolean resamples() {
    return true;
  }

  /**
   * Rebalances, lazily where it can.
   *
   * @throws dev.holdout.error.HoldoutException with code {@code DATA_INSUFFICIENT} if the rows do
   *     not allow it, such as fewer rows of a class than neighbours asked for
   */
  Rebalanced rebalance(Given given, Parameters parameters, long seed);

  /**
   * The rows of one fit.
   *
   * @param rows with {@code _row_key}, {@code _label}, {@code _weight}, {@code _features}, {@code
   *     _synthetic} (false) and {@code _parents} (null), in the canonical layout and persisted
   * @param layout of the features
   * @param counts rows and weights of each class, of which there are at least two
   */
  record Given(Training rows, FeatureLayout layout, ClassCounts counts) {}

  /**
   * What became of them.
   *
   * @param rows with the same columns
   * @param notes what a reader should know, such as the recall of approximate neighbours
   */
  record Rebalanced(Training rows, List<String> notes) {
    public Rebalanced {
      notes = List.copyOf(notes);
    }
  }
}
