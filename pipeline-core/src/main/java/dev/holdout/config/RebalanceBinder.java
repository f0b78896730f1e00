package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.rebalance.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The section {@code rebalance} to its record. */
final class RebalanceBinder {
  private RebalanceBinder() {}

  static RebalanceSpec bind(JsonNode rebalance, Optional<String> weight) {
    List<Strategy> compare = new ArrayList<>();
    rebalance.path("compare").forEach(one -> compare.add(strategy(one)));
    return new RebalanceSpec(strategy(rebalance.path("strategy")), weight, compare);
  }

  /** The schema allows one name in each mapping. */
  private static Strategy strategy(JsonNode named) {
    Map.Entry<String, JsonNode> one = named.properties().iterator().next();
    Map<String, Double> parameters = new TreeMap<>();
    one.getValue()
        .properties()
        .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().doubleValue()));
    return Strategy.of(one.getKey(), parameters);
  }
}
