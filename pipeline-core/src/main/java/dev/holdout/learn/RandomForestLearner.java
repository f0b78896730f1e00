package dev.holdout.learn;

import dev.holdout.feature.Encoding;
import dev.holdout.measure.Task;
import dev.holdout.split.Training;
import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.regression.RandomForestRegressionModel;
import org.apache.spark.ml.regression.RandomForestRegressor;

/**
 * A forest of trees on bootstrap samples (MLlib; Breiman 2001), split by Gini impurity, or by
 * variance where numbers are predicted.
 */
final class RandomForestLearner implements Learner {
  private static final List<Hyperparameter> HYPERPARAMETERS =
      List.of(
          Hyperparameter.whole("num_trees", 50, 1, 2_000, "number of trees"),
          Hyperparameter.whole("max_depth", 10, 1, 30, "levels of splits in a tree"),
          Hyperparameter.whole(
              "min_instances_per_node", 5, 1, 1_000_000, "fewest rows on either side of a split"),
          Hyperparameter.real(
              "feature_subset_share",
              0.0,
              0.0,
              1.0,
              "share of the features tried at each split; 0 for the square root of their number, or a"
                  + " third of them for numbers"),
          Hyperparameter.real(
              "subsampling_rate", 1.0, 0.01, 1.0, "size of each tree's sample, drawn with return"),
          Hyperparameter.whole(
              "max_bins", TreeSettings.BINS, 2, TreeSettings.MOST_BINS, TreeSettings.BINS_MEANING));

  @Override
  public String family() {
    return "random_forest";
  }

  @Override
  public Set<Task> tasks() {
    return EnumSet.of(Task.BINARY, Task.MULTICLASS, Task.REGRESSION);
  }

  @Override
  public Encoding encoding() {
    return Encoding.INDEX;
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return HYPERPARAMETERS;
  }

  /** The number of leaves that it can have. */
  @Override
  public double complexity(Parameters parameters) {
    return TreeSettings.leaves(parameters.whole("num_trees"), parameters);
  }

  @Override
  public Fitted fit(Training encoded, Parameters parameters, long seed) {
    Target target = Target.of(encoded);
    if (target.task() == Task.REGRESSION) {
      return numbers(encoded, parameters, seed);
    }
    RandomForestClassificationModel model =
        MlColumns.wire(new RandomForestClassifier("random_forest"), encoded)
            .setNumTrees(parameters.whole("num_trees"))
            .setMaxDepth(parameters.whole("max_depth"))
            .setMinInstancesPerNode(parameters.whole("min_instances_per_node"))
            .setFeatureSubsetStrategy(
                TreeSettings.featureSubset(parameters.value("feature_subset_share"), "sqrt"))
            .setSubsamplingRate(parameters.value("subsampling_rate"))
            .setMaxBins(TreeSettings.maxBins(encoded, parameters.whole("max_bins")))
            .setSeed(seed)
            .fit(encoded.rows());
    return TreeSettings.fitted(
        List.of(model, MlColumns.scores(target)), model.featureImportances());
  }

  private static Fitted numbers(Training encoded, Parameters parameters, long seed) {
    RandomForestRegressionModel model =
        MlColumns.wire(new RandomForestRegressor("random_forest"), encoded)
            .setNumTrees(parameters.whole("num_trees"))
            .setMaxDepth(parameters.whole("max_depth"))
            .setMinInstancesPerNode(parameters.whole("min_instances_per_node"))
            .setFeatureSubsetStrategy(
                TreeSettings.featureSubset(parameters.value("feature_subset_share"), "onethird"))
            .setSubsamplingRate(parameters.value("subsampling_rate"))
            .setMaxBins(TreeSettings.maxBins(encoded, parameters.whole("max_bins")))
            .setSeed(seed)
            .fit(encoded.rows());
    return TreeSettings.fitted(List.of(model), model.featureImportances());
  }
}
