package dev.holdout.learn;

import dev.holdout.feature.Encoding;
import dev.holdout.measure.Task;
import dev.holdout.split.Training;
import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

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
    return PriorLearner.fitted(PriorLearner.meanLabel(encoded));
  }
}
