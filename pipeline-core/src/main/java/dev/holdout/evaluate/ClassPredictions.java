package dev.holdout.evaluate;

import dev.holdout.measure.Task;
import java.util.List;
import java.util.Optional;

/**
 * Where a table has the predictions of a classifier of several classes.
 *
 * @param classes the classes as text, in the order of their numbers; of ordered classes in their
 *     order
 * @param numbered whether label and prediction are numbers of classes from 0; otherwise they are
 *     the classes themselves
 * @param label the true class
 * @param prediction the predicted class; empty where the class of the highest score is predicted
 * @param scores the scores of the classes: one column for each in their order, or one column that
 *     is an array; empty where there are predictions alone
 * @param weight a column of weights, 0 or more
 * @param cluster a column of any type that says which rows belong together, such as a customer;
 *     rows where it is null belong together too. Empty where rows are independent
 */
public record ClassPredictions(
    List<String> classes,
    boolean numbered,
    String label,
    Optional<String> prediction,
    List<String> scores,
    Optional<String> weight,
    Optional<String> cluster)
    implements Predictions {
  public ClassPredictions {
    classes = List.copyOf(classes);
    scores = List.copyOf(scores);
    if (scores.isEmpty() && prediction.isEmpty()) {
      throw new IllegalArgumentException("neither scores nor a prediction");
    }
    if (scores.size() > 1 && scores.size() != classes.size()) {
      throw new IllegalArgumentException(
          scores.size() + " columns of scores of " + classes.size() + " classes");
    }
  }

  @Override
  public Task task() {
    return Task.MULTICLASS;
  }

  @Override
  public ClassPredictions by(String column, double threshold) {
    return new ClassPredictions(
        classes, numbered, label, Optional.empty(), List.of(column), weight, cluster);
  }
}
