package dev.holdout.evaluation;

import static org.apache.spark.sql.functions.abs;

import dev.holdout.measure.Task;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;

/**
 * The error of a row, by which slices are searched and confirmed: of two or several classes 1 where
 * the decision is wrong and 0 elsewhere, of numbers the absolute difference. Null where there is no
 * prediction.
 */
public final class SliceErrors {
  private static final int MOST_NAMED = 10;

  private SliceErrors() {}

  /**
   * The error.
   *
   * @param predicted the decision (1 and 0), the decided class or the predicted number
   */
  public static Column of(Task task, Column predicted, Column label) {
    return switch (task) {
      case BINARY, MULTICLASS -> predicted.notEqual(label).cast("double");
      case REGRESSION -> abs(predicted.minus(label));
    };
  }

  /**
   * What was searched, in words.
   *
   * @param rows such as {@code 9,000 out-of-fold predictions}
   * @param columns that divided them
   * @param which what these columns are, such as {@code columns that the model reads}
   */
  public static String searched(Task task, String rows, List<String> columns, String which) {
    return String.format(
        Locale.ROOT,
        "Searched: %s, by %d %s: %s%s. %s",
        rows,
        columns.size(),
        which,
        String.join(", ", columns.subList(0, Math.min(MOST_NAMED, columns.size()))),
        columns.size() > MOST_NAMED ? ", …" : "",
        switch (task) {
          case BINARY -> "A row's error is 1 where the decision at the threshold is wrong, else 0.";
          case MULTICLASS -> "A row's error is 1 where the decided class is wrong, else 0.";
          case REGRESSION -> "A row's error is its absolute difference.";
        });
  }
}
