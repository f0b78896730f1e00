package dev.holdout.evaluate;

import dev.holdout.measure.Task;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a table has predicted numbers.
 *
 * @param label the actual number
 * @param prediction the predicted number
 * @param weight a column of weights, 0 or more
 * @param cluster a column of any type that says which rows belong together, such as a customer;
 *     rows where it is null belong together too. Empty where rows are independent
 * @param lower the lower end of a predicted interval; given together with the upper
 * @param upper its upper end
 * @param quantile the level that predictions are quantiles of; empty where they are not
 */
public record NumberPredictions(
    String label,
    String prediction,
    Optional<String> weight,
    Optional<String> cluster,
    Optional<String> lower,
    Optional<String> upper,
    OptionalDouble quantile)
    implements Predictions {
  public NumberPredictions {
    if (lower.isPresent() != upper.isPresent()) {
      throw new IllegalArgumentException("an interval has two ends");
    }
  }

  /** Predictions alone. */
  public static NumberPredictions of(String label, String prediction) {
    return new NumberPredictions(
        label,
        prediction,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty());
  }

  @Override
  public NumberPredictions by(String column, double threshold) {
    return new NumberPredictions(
        label, column, weight, cluster, Optional.empty(), Optional.empty(), quantile);
  }

  @Override
  public Task task() {
    return Task.REGRESSION;
  }
}
