package dev.holdout.learn;

import dev.holdout.feature.Encoding;
import dev.holdout.measure.Task;
import dev.holdout.split.Training;
import dev.holdout.tune.Parameters;
import dev.holdout.tune.Tunable;
import java.util.List;
import java.util.Set;

/**
 * Something that learns scores from encoded training rows.
 *
 * <p>Invariant: what it learns is a function of the rows, the parameters and the seed. It sees the
 * rows in their {@link CanonicalLayout}, so that the result does not depend on how the table was
 * stored or partitioned. A learner is one class, one test and one line in {@link Learners}.
 */
public interface Learner extends Tunable {
  /** Its name in configurations and results, such as {@code logistic_regression}. */
  String family();

  /** The same. */
  @Override
  default String name() {
    return family();
  }

  /** What it can predict. */
  Set<Task> tasks();

  /** How it wants categories. */
  Encoding encoding();

  /** Whether a row may count more or less than another. */
  default boolean takesWeights() {
    return true;
  }

  /**
   * How complex a model with these parameters may get: more is more complex. Comparable within the
   * family only; between families their order in {@link Learners#all} decides.
   */
  double complexity(Parameters parameters);

  /**
   * Learns.
   *
   * @param encoded rows with {@code _row_key}, {@code _label} and {@code _features}, and with
   *     {@code _weight} where rows are weighed or rebalanced, in their canonical layout and
   *     persisted
   * @param parameters checked
   * @param seed for whatever is drawn
   * @throws RuntimeException if there is no model for these rows and parameters
   */
  Fitted fit(Training encoded, Parameters parameters, long seed);

  /**
   * Fits all candidates of the family in all folds. A learner that can share work among them does
   * so here; by default each is fitted by itself.
   *
   * @return what came of each candidate, in their order
   */
  default List<CandidateFits> fitFolds(FamilySearch search) {
    return FoldByFold.fit(search);
  }
}
