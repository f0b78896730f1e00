package dev.holdout.learn;

import dev.holdout.feature.Encoding;
import dev.holdout.measure.Task;
import dev.holdout.split.Training;
import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.regression.GBTRegressionModel;
import org.apache.spark.ml.regression.GBTRegressor;

/**
 * Trees fitted one after the other to the gradient of the log loss, or of the squared error where
 * numbers are predicted (MLlib; Friedman 2001). MLlib's knows no more than two classes.
 */
final class GradientBoostedTreesLearner implements Learner {
  private static final List<Hyperparameter> HYPERPARAMETERS =
      List.of(
          Hyperparameter.whole("max_iter", 80, 1, 2_000, "number of trees"),
          Hyperparameter.whole("max_depth", 4, 1, 30, "levels of splits in a tree"),
          Hyperparameter.real("step_size", 0.2, 1e-4, 1.0, "share of each tree's answer used"),
          Hyperparameter.real(
              "subsampling_rate", 1.0, 0.01, 1.0, "share of the rows drawn for each tree"),
          Hyperparameter.whole(
              "min_instances_per_node", 10, 1, 1_000_000, "fewest rows on either side of a split"),
          Hyperparameter.real(
              "feature_subset_share", 1.0, 0.01, 1.0, "share of the features tried at each split"),
          Hyperparameter.whole(
              "max_bins", TreeSettings.BINS, 2, TreeSettings.MOST_BINS, TreeSettings.BINS_MEANING));

  @Override
  public String family() {
    return "gradient_boosted_trees";
  }

  @Override
  public Set<Task> tasks() {
    return EnumSet.of(Task.BINARY, Task.REGRESSION);
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
    return TreeSettings.leaves(parameters.whole("max_iter"), parameters);
  }

  @Override
  public Fitted fit(Training encoded, Parameters parameters, long seed) {
    if (Target.of(encoded).task() == Task.REGRESSION) {
      return numbers(encoded, parameters, seed);
    }
    GBTClassificationModel model =
        MlColumns.wire(new GBTClassifier("gradient_boosted_trees"), encoded)
            .setMaxIter(parameters.whole("max_iter"))
            .setMaxDepth(parameters.whole("max_depth"))
            .setStepSize(parameters.value("step_size"))
            .setSubsamplingRate(parameters.value("subsampling_rate"))
            .setMinInstancesPerNode(parameters.whole("min_instances_per_node"))
            .setFeatureSubsetStrategy(
                TreeSettings.featureSubset(parameters.value("feature_subset_share"), "all"))
            .setMaxBins(TreeSettings.maxBins(encoded, parameters.whole("max_bins")))
            .setSeed(seed)
            .fit(encoded.rows());
    return TreeSettings.fitted(List.of(model, new ProbabilityScore()), model.featureImportances());
  }

  private static Fitted numbers(Training encoded, Parameters parameters, long seed) {
    GBTRegressionModel model =
        MlColumns.wire(new GBTRegressor("gradient_boosted_trees"), encoded)
            .setMaxIter(parameters.whole("max_iter"))
            .setMaxDepth(parameters.whole("max_depth"))
            .setStepSize(parameters.value("step_size"))
            .setSubsamplingRate(parameters.value("subsampling_rate"))
            .setMinInstancesPerNode(parameters.whole("min_instances_per_node"))
            .setFeatureSubsetStrategy(
                TreeSettings.featureSubset(parameters.value("feature_subset_share"), "all"))
            .setMaxBins(TreeSettings.maxBins(encoded, parameters.whole("max_bins")))
            .setSeed(seed)
            .fit(encoded.rows());
    return TreeSettings.fitted(List.of(model), model.featureImportances());
  }
}
