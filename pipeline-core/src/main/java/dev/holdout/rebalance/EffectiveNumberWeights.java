package dev.holdout.rebalance;

import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Weights by the effective number of samples: (1 − β) / (1 − β<sup>n</sup>) for a class of n rows,
 * brought to a mean of 1 over the classes. With β = 0 all classes weigh 1; towards 1 the weights go
 * to those of the inverse frequency. Source: Cui, Jia, Lin, Song and Belongie 2019.
 */
final class EffectiveNumberWeights extends ClassWeighting {
  @Override
  public String name() {
    return "effective_number";
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return List.of(
        Hyperparameter.real(
            "beta", 0.999, 0, 0.999999999, "the larger, the nearer to the inverse frequency"));
  }

  @Override
  SortedMap<Double, Double> weights(ClassCounts counts, Parameters parameters) {
    double beta = parameters.value("beta");
    SortedMap<Double, Double> weights = new TreeMap<>();
    // 1 − βⁿ without cancellation, n = 1 included.
    counts
        .classes()
        .forEach(
            (label, count) ->
                weights.put(
                    label,
                    beta == 0 ? 1 : (1 - beta) / -Math.expm1(count.rows() * Math.log(beta))));
    double mean =
        weights.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    weights.replaceAll((label, weight) -> weight / mean);
    return weights;
  }
}
