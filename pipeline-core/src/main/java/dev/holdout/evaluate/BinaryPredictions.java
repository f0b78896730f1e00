package dev.holdout.evaluate;

import dev.holdout.measure.Task;
import java.util.Optional;

/**
 * Where a table has the predictions of a binary classifier.
 *
 * @param score a column of numbers, higher for the positive class; where some lie outside [0, 1],
 *     metrics of probabilities are undefined. Empty where there are decisions alone: what needs
 *     scores is then undefined
 * @param label a column of 0 and 1 or of booleans
 * @param prediction a column of decisions, 0 and 1 or booleans; empty where the threshold decides
 * @param weight a column of weights, 0 or more
 * @param cluster a column of any type that says which rows belong together, such as a customer;
 *     rows where it is null belong together too. Empty where rows are independent
 * @param threshold a decision is positive when the score is at least this
 * @param assumed whether nobody stated the threshold: it then holds only if all scores lie within
 *     [0, 1], and else metrics of decisions are undefined
 */
public record BinaryPredictions(
    Optional<String> score,
    String label,
    Optional<String> prediction,
    Optional<String> weight,
    Optional<String> cluster,
    double threshold,
    boolean assumed)
    implements Predictions {
  public BinaryPredictions {
    if (score.isEmpty() && prediction.isEmpty()) {
      throw new IllegalArgumentException("neither a score nor a prediction");
    }
  }

  /** With a threshold that was stated. */
  public BinaryPredictions(
      Optional<String> score,
      String label,
      Optional<String> prediction,
      Optional<String> weight,
      Optional<String> cluster,
      double threshold) {
    this(score, label, prediction, weight, cluster, threshold, false);
  }

  /** Scores and labels alone. */
  public static BinaryPredictions of(String score, String label, double threshold) {
    return new BinaryPredictions(
        Optional.of(score), label, Optional.empty(), Optional.empty(), Optional.empty(), threshold);
  }

  @Override
  public BinaryPredictions by(String column, double other) {
    return new BinaryPredictions(
        Optional.of(column), label, Optional.empty(), weight, cluster, other);
  }

  @Override
  public Task task() {
    return Task.BINARY;
  }
}
