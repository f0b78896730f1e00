package dev.holdout.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** What the evaluation's scan meets in the columns of label and prediction. */
interface MetLabels {
  /** What the scan counts of them. */
  List<Column> figures();

  /**
   * Refuses labels and predictions that stand for no class.
   *
   * @param met by name, what the scan counted
   */
  void check(Map<String, Object> met);

  /** What is to be said of how the label was read. */
  List<String> notes(Map<String, Object> met);

  /** Those of a task; of numbers there is nothing to say. */
  static MetLabels of(
      EvaluationRequest request, PredictionTable table, Optional<ClassScores> classes) {
    return switch (request.task()) {
      case BINARY -> new MetTwoClasses(request, table);
      case MULTICLASS -> new MetSeveralClasses(request, table, classes.orElseThrow());
      case REGRESSION ->
          new MetLabels() {
            @Override
            public List<Column> figures() {
              return List.of();
            }

            @Override
            public void check(Map<String, Object> met) {}

            @Override
            public List<String> notes(Map<String, Object> met) {
              return List.of();
            }
          };
    };
  }
}
