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
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;

/**
 * Linear least squares with an elastic-net penalty on the coefficients of standardised features
 * (MLlib: the normal equations, or OWL-QN where an L1 part is asked for).
 */
final class LinearRegressionLearner implements Learner {
  private static final List<Hyperparameter> HYPERPARAMETERS =
      List.of(
          Hyperparameter.real("reg_param", 0.0, 0.0, 1e6, "strength of the penalty"),
          Hyperparameter.real(
              "elastic_net_param", 0.0, 0.0, 1.0, "share of L1 in the penalty; the rest is L2"),
          Hyperparameter.whole("max_iter", 100, 1, 10_000, "at most this many iterations"),
          Hyperparameter.real(
              "tol", 1e-6, 1e-12, 1.0, "stop when the loss improves by less than this share"));

  @Override
  public String family() {
    return "linear_regression";
  }

  @Override
  public Set<Task> tasks() {
    return EnumSet.of(Task.REGRESSION);
  }

  @Override
  public Encoding encoding() {
    return Encoding.ONE_HOT;
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return HYPERPARAMETERS;
  }

  /** The stronger the penalty, the simpler; of equal ones, the sparser. */
  @Override
  public double complexity(Parameters parameters) {
    return -parameters.value("reg_param") * (1 + 1e-3 * parameters.value("elastic_net_param"));
  }

  @Override
  public Fitted fit(Training encoded, Parameters parameters, long seed) {
    LinearRegressionModel model =
        MlColumns.wire(new LinearRegression("linear_regression"), encoded)
            .setRegParam(parameters.value("reg_param"))
            .setElasticNetParam(parameters.value("elastic_net_param"))
            .setMaxIter(parameters.whole("max_iter"))
            .setTol(parameters.value("tol"))
            .setStandardization(true)
            .fit(encoded.rows());
    return new Fitted() {
      @Override
      public List<Transformer> stages() {
        return List.of(model);
      }

      @Override
      public double[] weights(Training rows) {
        return MlColumns.standardised(model.coefficients(), rows);
      }
    };
  }
}
