package dev.holdout.learn;

import dev.holdout.feature.Encoding;
import dev.holdout.split.Training;
import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;

/**
 * Logistic regression with an elastic-net penalty (MLlib: L-BFGS, or OWL-QN where an L1 part is
 * asked for).
 *
 * <p>The penalty falls on the coefficients of standardised features, those of categories as well:
 * so a coefficient's penalty does not depend on a feature's unit, and the optimiser needs fewer
 * iterations than it does with one-hot features left as they are.
 */
final class LogisticRegressionLearner implements Learner {
  private static final List<Hyperparameter> HYPERPARAMETERS =
      List.of(
          Hyperparameter.real("reg_param", 0.0, 0.0, 1e6, "strength of the penalty"),
          Hyperparameter.real(
              "elastic_net_param", 0.0, 0.0, 1.0, "share of L1 in the penalty; the rest is L2"),
          Hyperparameter.whole("max_iter", 100, 1, 10_000, "at most this many iterations"),
          Hyperparameter.real(
              "tol", 1e-5, 1e-12, 1.0, "stop when the loss improves by less than this share"));

  @Override
  public String family() {
    return "logistic_regression";
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
    LogisticRegressionModel model =
        MlColumns.wire(new LogisticRegression("logistic_regression"), encoded)
            .setRegParam(parameters.value("reg_param"))
            .setElasticNetParam(parameters.value("elastic_net_param"))
            .setMaxIter(parameters.whole("max_iter"))
            .setTol(parameters.value("tol"))
            .setStandardization(true)
            .setFamily("binomial")
            .fit(encoded.rows());
    return new Fitted() {
      @Override
      public List<Transformer> stages() {
        return List.of(model, new ProbabilityScore());
      }

      @Override
      public double[] weights(Training rows) {
        return MlColumns.standardised(model.coefficients(), rows);
      }
    };
  }
}
