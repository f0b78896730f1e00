package dev.holdout.workflow;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.decide.ClassDecider;
import dev.holdout.decide.Decider;
import dev.holdout.decide.NumberDecider;
import dev.holdout.evaluate.ClassPredictions;
import dev.holdout.evaluate.NumberPredictions;
import dev.holdout.measure.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Column;

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

  /** How an evaluation reads those of several classes. */
  static ClassPredictions classes(List<String> classes) {
    return new ClassPredictions(
        classes,
        true,
        Columns.LABEL,
        Optional.empty(),
        List.of(ClassDecider.PROBABILITIES),
        Optional.empty(),
        Optional.empty());
  }

  /** How an evaluation reads numbers. */
  static NumberPredictions numbers() {
    return new NumberPredictions(
        Columns.LABEL,
        NumberDecider.PREDICTION,
        Optional.empty(),
        Optional.empty(),
        Optional.of(NumberDecider.LOWER),
        Optional.of(NumberDecider.UPPER),
        OptionalDouble.empty());
  }
}
