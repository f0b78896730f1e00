package dev.holdout.evaluation;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.evaluate.BinaryPredictions;
import dev.holdout.evaluate.ClassColumns;
import dev.holdout.evaluate.ClassPredictions;
import dev.holdout.evaluate.NumberPredictions;
import dev.holdout.evaluate.Predictions;
import org.apache.spark.sql.Column;

/** What predictions decide in a row, and how wrong that is. */
final class Decisions {
  private Decisions() {}

  /** Whether the model decides for the positive class, as 1 and 0; null without a prediction. */
  static Column of(BinaryPredictions predictions, double threshold) {
    return predictions
        .prediction()
        .map(name -> Columns.named(name).cast("double"))
        .orElseGet(
            () -> {
              Column score = Columns.named(predictions.score().orElseThrow()).cast("double");
              // Spark sorts NaN above infinity.
              return when(
                  abs(score).lt(lit(Double.POSITIVE_INFINITY)),
                  score.geq(lit(threshold)).cast("double"));
            });
  }

  /** How wrong a row's prediction is; null where it or the label is missing. */
  static Column error(Predictions predictions, double threshold) {
    if (predictions instanceof BinaryPredictions binary) {
      return SliceErrors.of(
          binary.task(), of(binary, threshold), Columns.named(binary.label()).cast("double"));
    }
    if (predictions instanceof ClassPredictions classes) {
      ClassColumns columns = new ClassColumns(classes);
      return SliceErrors.of(
          classes.task(), classOrNull(columns.predicted()), classOrNull(columns.label()));
    }
    NumberPredictions numbers = (NumberPredictions) predictions;
    return SliceErrors.of(
        numbers.task(), Columns.named(numbers.prediction()), Columns.named(numbers.label()));
  }

  private static Column classOrNull(Column number) {
    return when(number.geq(0), number);
  }
}
