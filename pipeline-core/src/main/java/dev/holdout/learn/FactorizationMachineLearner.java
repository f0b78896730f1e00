package dev.holdout.learn;

import dev.holdout.feature.Encoding;
import dev.holdout.measure.Task;
import dev.holdout.split.Training;
import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.FMClassificationModel;
import org.apache.spark.ml.classification.FMClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.regression.FMRegressionModel;
import org.apache.spark.ml.regression.FMRegressor;

/**
 * A linear model with interactions of all pairs of features, each the product of two short vectors
 * (MLlib; Rendle 2010). MLlib's takes no weights of rows.
 */
final class FactorizationMachineLearner implements Learner {
  private static final List<Hyperparameter> HYPERPARAMETERS =
      List.of(
          Hyperparameter.whole("factor_size", 8, 1, 1_000, "length of the vectors"),
          Hyperparameter.real("reg_param", 0.0, 0.0, 1e6, "strength of the penalty"),
          Hyperparameter.whole("max_iter", 100, 1, 10_000, "at most this many steps"),
          Hyperparameter.real("step_size", 0.1, 1e-6, 10.0, "size of the first step"),
          Hyperparameter.real(
              "tol", 1e-6, 1e-12, 1.0, "stop when a step changes less than this share"));

  @Override
  public String family() {
    return "factorization_machine";
  }

  @Override
  public Set<Task> tasks() {
    return EnumSet.of(Task.BINARY, Task.REGRESSION);
  }

  @Override
  public Encoding encoding() {
    return Encoding.ONE_HOT;
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return HYPERPARAMETERS;
  }

  @Override
  public boolean takesWeights() {
    return false;
  }

  /** The longer the vectors and the weaker the penalty. */
  @Override
  public double complexity(Parameters parameters) {
    return parameters.value("factor_size") - 1e-3 * parameters.value("reg_param");
  }

  @Override
  public Fitted fit(Training encoded, Parameters parameters, long seed) {
    return Target.of(encoded).task() == Task.REGRESSION
        ? numbers(encoded, parameters, seed)
        : classes(encoded, parameters, seed);
  }

  private static Fitted numbers(Training encoded, Parameters parameters, long seed) {
    FMRegressionModel model =
        MlColumns.wire(new FMRegressor("factorization_machine"), encoded)
            .setFactorSize(parameters.whole("factor_size"))
            .setRegParam(parameters.value("reg_param"))
            .setMaxIter(parameters.whole("max_iter"))
            .setStepSize(parameters.value("step_size"))
            .setTol(parameters.value("tol"))
            .setSeed(seed)
            .fit(encoded.rows());
    return fitted(List.of(model), model.linear());
  }

  private static Fitted classes(Training encoded, Parameters parameters, long seed) {
    FMClassificationModel model =
        MlColumns.wire(new FMClassifier("factorization_machine"), encoded)
            .setFactorSize(parameters.whole("factor_size"))
            .setRegParam(parameters.value("reg_param"))
            .setMaxIter(parameters.whole("max_iter"))
            .setStepSize(parameters.value("step_size"))
            .setTol(parameters.value("tol"))
            .setSeed(seed)
            .fit(encoded.rows());
    return fitted(List.of(model, new ProbabilityScore()), model.linear());
  }

  private static Fitted fitted(List<Transformer> stages, Vector linear) {
    return new Fitted() {
      @Override
      public List<Transformer> stages() {
        return stages;
      }

      /** The linear part alone, for standardised features. */
      @Override
      public double[] weights(Training rows) {
        return MlColumns.standardised(linear, rows);
      }
    };
  }
}
