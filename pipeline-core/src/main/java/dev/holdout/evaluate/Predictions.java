package dev.holdout.evaluate;

import dev.holdout.measure.Task;
import java.util.Optional;

/** Where a table has predictions, whatever was predicted. */
public sealed interface Predictions permits BinaryPredictions, ClassPredictions, NumberPredictions {
  /** What was predicted. */
  Task task();

  /** The column with the truth. */
  String label();

  /** A column of weights, 0 or more; empty where every row counts 1. */
  Optional<String> weight();

  /**
   * The same of another model.
   *
   * @param column with its scores (those of several classes as a list) or predicted numbers
   * @param threshold decisions of two classes are positive when the score is at least this
   */
  Predictions by(String column, double threshold);

  /** A column whose equal values mark rows that are not independent; empty where all are. */
  Optional<String> cluster();
}
