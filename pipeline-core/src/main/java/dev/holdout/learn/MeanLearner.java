package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.holdout.contract.Columns;
import dev.holdout.feature.Encoding;
import dev.holdout.measure.Task;
import dev.holdout.split.Training;
import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;

/**
 * The baseline of predicted numbers: the mean of the training rows is every row's prediction. A
 * model that has no smaller squared error has learned nothing.
 */
final class MeanLearner implements Learner {
  @Override
  public String family() {
    return "mean";
  }

  @Override
  public Set<Task> tasks() {
    return EnumSet.of(Task.REGRESSION);
  }

  @Override
  public Encoding encoding() {
    return Encoding.INDEX;
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return List.of();
  }

  @Override
  public double complexity(Parameters parameters) {
    return 0;
  }

  @Override
  public Fitted fit(Training encoded, Parameters parameters, long seed) {
    boolean weighed = List.of(encoded.rows().columns()).contains(Columns.WEIGHT);
    Column weight = weighed ? col(Columns.WEIGHT) : lit(1.0);
    PriorModel model =
        PriorModel.of(
            encoded
                .rows()
                .agg(sum(weight.multiply(col(Columns.LABEL))).divide(sum(weight)))
                .first()
                .getDouble(0));
    return new Fitted() {
      @Override
      public List<Transformer> stages() {
        return List.of(model);
      }

      @Override
      public double[] weights(Training rows) {
        return new double[0];
      }
    };
  }
}
