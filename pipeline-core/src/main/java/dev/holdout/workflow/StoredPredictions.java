package dev.holdout.workflow;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.decide.ClassDecider;
import dev.holdout.decide.Decider;
import dev.holdout.decide.NumberDecider;
import dev.holdout.evaluate.BinaryPredictions;
import dev.holdout.evaluate.ClassPredictions;
import dev.holdout.evaluate.NumberPredictions;
import dev.holdout.evaluate.Predictions;
import dev.holdout.evaluate.SegmentBy;
import dev.holdout.measure.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final String CLUSTER = "_cluster";

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

  /** The column with the weights of rows, stored under its own name. */
  static Optional<String> weight(PipelineSpec spec) {
    return spec.rebalance().weight().map(name -> stored(spec, name, Columns.WEIGHT));
  }

  /** The column whose equal values mark rows that are not independent. */
  static Optional<String> cluster(PipelineSpec spec) {
    return group(spec).map(name -> stored(spec, name, CLUSTER));
  }

  /** The group of the split; else the first of the entities that rows are said to be of. */
  private static Optional<String> group(PipelineSpec spec) {
    return spec.split().group().or(() -> spec.audit().group().stream().findFirst());
  }

  /** What is stored of the rows beside predictions and segments. */
  static List<Column> ofRows(PipelineSpec spec) {
    Map<String, Column> columns = new LinkedHashMap<>();
    spec.rebalance()
        .weight()
        .ifPresent(name -> columns.put(stored(spec, name, Columns.WEIGHT), Columns.named(name)));
    group(spec).ifPresent(name -> columns.put(stored(spec, name, CLUSTER), Columns.named(name)));
    spec.evaluation().segments().forEach(segment -> columns.remove(segment.name()));
    return columns.entrySet().stream()
        .map(column -> column.getValue().as(column.getKey()))
        .toList();
  }

  /** Its own name, unless a segment of that name is stored as something else. */
  private static String stored(PipelineSpec spec, String name, String reserved) {
    return spec.evaluation().segments().stream()
            .filter(segment -> segment.name().equals(name))
            .allMatch(segment -> segment.equals(SegmentBy.column(name)))
        ? name
        : reserved;
  }

  /** How the evaluation reads what was stored. */
  static Predictions of(PipelineSpec spec, double threshold) {
    return switch (spec.label().task()) {
      case BINARY ->
          new BinaryPredictions(
              Optional.of(Decider.PROBABILITY),
              Columns.LABEL,
              Optional.empty(),
              weight(spec),
              cluster(spec),
              threshold);
      case MULTICLASS ->
          new ClassPredictions(
              spec.label().classes(),
              true,
              Columns.LABEL,
              Optional.empty(),
              List.of(ClassDecider.PROBABILITIES),
              weight(spec),
              cluster(spec));
      case REGRESSION ->
          new NumberPredictions(
              Columns.LABEL,
              NumberDecider.PREDICTION,
              weight(spec),
              cluster(spec),
              Optional.of(NumberDecider.LOWER),
              Optional.of(NumberDecider.UPPER),
              OptionalDouble.empty());
    };
  }
}
