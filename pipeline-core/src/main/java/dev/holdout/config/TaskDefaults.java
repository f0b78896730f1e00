package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdout.config.Value.Mapping;
import dev.holdout.config.Value.Scalar;
import dev.holdout.learn.TaskMetrics;
import dev.holdout.lineage.Json;
import dev.holdout.measure.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a file leaves out, where that depends on the task; the schema holds what binary ones get.
 */
final class TaskDefaults {
  private static final KeyPath TASK = KeyPath.of("label", "task");
  private static final KeyPath CANDIDATES = KeyPath.of("candidates");
  private static final List<KeyPath> METRICS =
      List.of(KeyPath.of("selection", "metric"), KeyPath.of("gate", "metric"));
  private static final KeyPath THRESHOLD = KeyPath.of("decision", "threshold");
  private static final KeyPath CALIBRATOR = KeyPath.of("decision", "calibrator");
  private static final KeyPath COVERAGE = KeyPath.of("decision", "coverage");

  private final Task task;

  private TaskDefaults(Task task) {
    this.task = task;
  }

  /** Those of a file. */
  static TaskDefaults of(Value file) {
    return new TaskDefaults(task(file));
  }

  /** What the label says, or what follows from its other keys. */
  private static Task task(Value file) {
    Optional<Value> label = Findings.child(file, "label");
    Optional<String> named =
        label
            .flatMap(of -> Findings.child(of, "task"))
            .filter(Scalar.class::isInstance)
            .map(value -> ((Scalar) value).text());
    boolean classes =
        label
            .filter(Mapping.class::isInstance)
            .flatMap(of -> Findings.child(of, "classes"))
            .isPresent();
    return named
        .flatMap(
            word -> Arrays.stream(Task.values()).filter(one -> one.word().equals(word)).findFirst())
        .orElse(classes ? Task.MULTICLASS : Task.BINARY);
  }

  /** The value of a key that was left out; empty for none. */
  Optional<JsonNode> at(KeyPath path, Grammar grammar) {
    if (path.equals(TASK)) {
      return Optional.of(TextNode.valueOf(task.word()));
    }
    if (METRICS.contains(path)) {
      return Optional.of(TextNode.valueOf(TaskMetrics.standard(task)));
    }
    if (path.equals(CANDIDATES) && task == Task.REGRESSION) {
      return Optional.of(
          Json.read(
              "{\"linear_regression\": {\"reg_param\": [0, 0.001, 0.01, 0.1]}}", JsonNode.class));
    }
    boolean meaningless =
        (path.equals(THRESHOLD) && task != Task.BINARY)
            || (path.equals(CALIBRATOR) && task == Task.REGRESSION)
            || (path.equals(COVERAGE) && task != Task.REGRESSION);
    return meaningless ? Optional.empty() : grammar.defaultValue();
  }
}
