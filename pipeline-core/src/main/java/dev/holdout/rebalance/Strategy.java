package dev.holdout.rebalance;

import dev.holdout.tune.Parameters;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A rebalancer with a choice of its hyperparameters.
 *
 * @param name the rebalancer's name, such as {@code smote}
 * @param parameters those that were chosen; all others stand at its defaults
 */
public record Strategy(String name, SortedMap<String, Double> parameters) {
  /** Rows as they are. */
  public static final Strategy NONE = of("none", Map.of());

  public Strategy {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** A strategy; what it holds is checked where its rebalancer is known. */
  public static Strategy of(String name, Map<String, Double> parameters) {
    return new Strategy(name, new TreeMap<>(parameters));
  }

  /** Such as {@code smote(ratio=0.5)}: unique among strategies. */
  public String id() {
    return Parameters.id(name, parameters);
  }
}
