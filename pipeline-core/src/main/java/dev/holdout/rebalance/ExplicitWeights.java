package dev.holdout.rebalance;

import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Weights of the two classes as they are given. */
final class ExplicitWeights extends ClassWeighting {
  @Override
  public String name() {
    return "explicit_weights";
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return List.of(
        Hyperparameter.real("negative", 1, 1e-6, 1e6, "what a row of the negative class counts"),
        Hyperparameter.real("positive", 1, 1e-6, 1e6, "what a row of the positive class counts"));
  }

  @Override
  SortedMap<Double, Double> weights(ClassCounts counts, Parameters parameters) {
    return new TreeMap<>(
        Map.of(0.0, parameters.value("negative"), 1.0, parameters.value("positive")));
  }
}
