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
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/**
 * Logistic regression, multinomial where there are several classes, with an elastic-net penalty
 * (MLlib: L-BFGS, or OWL-QN where an L1 part is asked for).
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
  public Set<Task> tasks() {
    return EnumSet.of(Task.BINARY, Task.MULTICLASS);
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
    Target target = Target.of(encoded);
    boolean several = target.task() == Task.MULTICLASS;
    LogisticRegressionModel model =
        MlColumns.wire(new LogisticRegression("logistic_regression"), encoded)
            .setRegParam(parameters.value("reg_param"))
            .setElasticNetParam(parameters.value("elastic_net_param"))
            .setMaxIter(parameters.whole("max_iter"))
            .setTol(parameters.value("tol"))
            .setStandardization(true)
            .setFamily(several ? "multinomial" : "binomial")
            .fit(encoded.rows());
    return new Fitted() {
      @Override
      public List<Transformer> stages() {
        return List.of(model, MlColumns.scores(target));
      }

      @Override
      public double[] weights(Training rows) {
        return MlColumns.standardised(
            several ? spread(model.coefficientMatrix()) : model.coefficients(), rows);
      }
    };
  }

  /**
   * How much a feature tells classes apart: the standard deviation (n) over classes of its
   * coefficients, of which only the differences mean anything.
   */
  private static Vector spread(Matrix coefficients) {
    double[] spread = new double[coefficients.numCols()];
    for (int feature = 0; feature < spread.length; feature++) {
      double sum = 0;
      double squares = 0;
      for (int of = 0; of < coefficients.numRows(); of++) {
        sum += coefficients.apply(of, feature);
      }
      double mean = sum / coefficients.numRows();
      for (int of = 0; of < coefficients.numRows(); of++) {
        double off = coefficients.apply(of, feature) - mean;
        squares += off * off;
      }
      spread[feature] = Math.sqrt(squares / coefficients.numRows());
    }
    return Vectors.dense(spread);
  }
}
