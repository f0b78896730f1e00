package dev.holdout.learn;

import dev.holdout.tune.Parameters;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One learner with one choice of hyperparameters.
 *
 * @param family the learner's name: {@code logistic_regression}, {@code random_forest}, {@code
 *     gradient_boosted_trees}, {@code prior}
 * @param parameters the hyperparameters that were chosen; all others stand at the learner's
 *     defaults
 */
public record Candidate(String family, SortedMap<String, Double> parameters) {
  public Candidate {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** A candidate; what it holds is checked where its family is known. */
  public static Candidate of(String family, Map<String, Double> parameters) {
    return new Candidate(family, new TreeMap<>(parameters));
  }

  /** Such as {@code logistic_regression(reg_param=0.01)}: unique among candidates. */
  public String id() {
    return Parameters.id(family, parameters);
  }
}
