package dev.holdout.rebalance;

import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every class weighs the same: the weight of a class is W / (K · W<sub>c</sub>), W the weight of
 * all rows, W<sub>c</sub> that of the class, K the number of classes. All rows together weigh what
 * they did. Source: King and Zeng 2001, who call it weighting; scikit-learn's {@code balanced}.
 */
final class BalancedWeights extends ClassWeighting {
  @Override
  public String name() {
    return "class_weights";
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return List.of();
  }

  @Override
  SortedMap<Double, Double> weights(ClassCounts counts, Parameters parameters) {
    SortedMap<Double, Double> weights = new TreeMap<>();
    double each = counts.weight() / counts.classes().size();
    counts.classes().forEach((label, count) -> weights.put(label, each / count.weight()));
    return weights;
  }
}
