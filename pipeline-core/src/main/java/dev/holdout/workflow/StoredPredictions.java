package dev.holdout.workflow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.holdout.contract.Columns;
import dev.holdout.decide.ClassDecider;
import dev.holdout.decide.Decider;
import dev.holdout.decide.NumberDecider;
import dev.holdout.learn.Likeliest;
import dev.holdout.measure.Task;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * In which columns a model's predictions are stored, by task, and how an evaluation reads them.
 *
 * <ul>
 *   <li>two classes: probability, decision and, where a person decides some, review;
 *   <li>several classes: probabilities in the order of the classes, and the decided class;
 *   <li>numbers: prediction, lower and upper end of its interval.
 * </ul>
 */
final class StoredPredictions {
  private static final String CHAMPION = "_champion";

  private StoredPredictions() {}

  /** What is stored of a model. */
  static List<Column> of(Task task, boolean review) {
    return switch (task) {
      case BINARY -> {
        List<Column> columns =
            new ArrayList<>(List.of(col(Decider.PROBABILITY), col(Decider.DECISION)));
        if (review) {
          columns.add(col(Decider.REVIEW));
        }
        yield columns;
      }
      case MULTICLASS -> List.of(col(ClassDecider.PROBABILITIES), col(ClassDecider.DECISION));
      case REGRESSION ->
          List.of(
              col(NumberDecider.PREDICTION), col(NumberDecider.LOWER), col(NumberDecider.UPPER));
    };
  }

  /** By what a model is compared with another. */
  static String compared(Task task) {
    return switch (task) {
      case BINARY -> Decider.PROBABILITY;
      case MULTICLASS -> ClassDecider.PROBABILITIES;
      case REGRESSION -> NumberDecider.PREDICTION;
    };
  }

  /** The same of the champion, stored beside the new model's. */
  static String ofChampion(Task task) {
    return CHAMPION + compared(task);
  }

  /**
   * Stored predictions of several classes or of numbers as an evaluation reads them: by position
   * the label, the prediction, the weight, and the scores by class or the ends of the interval;
   * then the segments.
   */
  static Dataset<Row> toEvaluate(Dataset<Row> stored, Task task, List<String> segments) {
    List<Column> columns = new ArrayList<>();
    columns.add(col(Columns.LABEL));
    if (task == Task.MULTICLASS) {
      columns.add(Likeliest.of(col(ClassDecider.PROBABILITIES)).as("_class"));
      columns.add(lit(1.0).as("_one"));
      columns.add(col(ClassDecider.PROBABILITIES));
    } else {
      columns.add(col(NumberDecider.PREDICTION));
      columns.add(lit(1.0).as("_one"));
      columns.add(col(NumberDecider.LOWER));
      columns.add(col(NumberDecider.UPPER));
    }
    segments.forEach(segment -> columns.add(Columns.named(segment)));
    return stored.select(columns.toArray(Column[]::new));
  }
}
