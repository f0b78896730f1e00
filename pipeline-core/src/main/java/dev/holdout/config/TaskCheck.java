package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.contract.ColumnType;
import dev.holdout.label.LabelEncoding;
import dev.holdout.learn.Learner;
import dev.holdout.learn.Learners;
import dev.holdout.learn.TaskMetrics;
import dev.holdout.measure.Task;
import dev.holdout.rebalance.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether everything that a file asks for can be done for what its label is. */
final class TaskCheck {
  private static final KeyPath LABEL = KeyPath.of("label");
  private static final KeyPath DECISION = KeyPath.of("decision");
  private final JsonNode pipeline;
  private final Findings findings;
  private final Task task;

  private TaskCheck(JsonNode pipeline, Findings findings, Task task) {
    this.pipeline = pipeline;
    this.findings = findings;
    this.task = task;
  }

  static void check(JsonNode pipeline, Findings findings) {
    String word = pipeline.at("/label/task").asText();
    Stream.of(Task.values())
        .filter(task -> task.word().equals(word))
        .forEach(task -> new TaskCheck(pipeline, findings, task).check());
  }

  private void check() {
    label();
    learners();
    metric(KeyPath.of("selection", "metric"), TaskMetrics.selecting(task));
    if (task == Task.BINARY) {
      refuse(
          KeyPath.of("gate", "metric"),
          List.of("rmse", "mae").contains(pipeline.at("/gate/metric").asText()),
          "the text " + Wording.quoted(pipeline.at("/gate/metric").asText()),
          "a metric of binary predictions, such as roc_auc");
    } else {
      metric(KeyPath.of("gate", "metric"), TaskMetrics.gating(task));
      onlyBinary();
    }
    decision();
  }

  private void label() {
    JsonNode label = pipeline.path("label");
    boolean positive = label.has("positive");
    boolean classes = label.has("classes");
    if (task == Task.BINARY && !positive) {
      findings.add(
          LABEL.then("positive"),
          "nothing",
          "a text that is not empty",
          "The key is required for two classes; set label.task for several, or for a number");
    }
    refuse(
        LABEL.then("positive"),
        task != Task.BINARY && positive,
        "a positive value",
        only(Task.BINARY));
    refuse(
        LABEL.then("classes"),
        task != Task.MULTICLASS && classes,
        "classes",
        only(Task.MULTICLASS));
    String column = label.path("column").asText();
    ColumnCheck.types(pipeline.path("columns").path(column))
        .filter(type -> task == Task.REGRESSION)
        .filter(type -> type != ColumnType.INTEGER && type != ColumnType.NUMBER)
        .ifPresent(
            type ->
                findings.add(
                    LABEL.then("column"),
                    "the column "
                        + Wording.quoted(column)
                        + " of the type "
                        + ColumnCheck.name(type),
                    "a column of the types integer or number, since label.task is regression",
                    ""));
    if (task == Task.MULTICLASS && classes) {
      classes(label.path("classes"), column);
    }
  }

  private void classes(JsonNode classes, String column) {
    JsonNode declared = pipeline.path("columns").path(column);
    List<String> allowed = new ArrayList<>();
    declared.path("allowed").forEach(value -> allowed.add(value.asText()));
    for (int at = 0; at < classes.size(); at++) {
      KeyPath path = LABEL.then("classes").then(at);
      String name = classes.path(at).asText();
      ColumnCheck.types(declared).ifPresent(type -> ColumnCheck.value(name, type, path, findings));
      LabelEncoding encoding = LabelEncoding.classes(allowed);
      if (!allowed.isEmpty() && allowed.stream().noneMatch(value -> encoding.same(value, name))) {
        findings.add(
            path,
            "the text " + Wording.quoted(name),
            "one of the label's allowed values",
            "See columns." + column + ".allowed");
      }
    }
  }

  private void learners() {
    for (Learner learner : Learners.all()) {
      if (!learner.tasks().contains(task) && pipeline.path("candidates").has(learner.family())) {
        findings.add(
            KeyPath.of("candidates", learner.family()),
            "a learner of "
                + learner.tasks().stream().map(Task::word).collect(Collectors.joining(" and ")),
            "one of " + Learners.askedFor(task) + ", since label.task is " + task.word(),
            "");
      }
    }
  }

  private void metric(KeyPath path, List<String> known) {
    String metric = pipeline.at("/" + String.join("/", path.steps())).asText();
    if (!metric.isEmpty() && !known.contains(metric)) {
      findings.add(
          path,
          "the text " + Wording.quoted(metric),
          "one of " + String.join(", ", known) + ", since label.task is " + task.word(),
          "");
    }
  }

  private void onlyBinary() {
    JsonNode strategy = pipeline.at("/rebalance/strategy");
    boolean rebalances =
        strategy.fieldNames().hasNext()
            && !strategy.fieldNames().next().equals(Strategy.NONE.name());
    refuse(
        KeyPath.of("rebalance", "strategy"),
        rebalances,
        "a strategy of rebalancing",
        only(Task.BINARY));
    refuse(
        KeyPath.of("rebalance", "compare"),
        !pipeline.at("/rebalance/compare").isEmpty(),
        "strategies of rebalancing",
        only(Task.BINARY));
    refuse(
        KeyPath.of("evaluation", "reusable_holdout"),
        pipeline.at("/evaluation").has("reusable_holdout"),
        "a reusable hold-out",
        only(Task.BINARY));
    refuse(
        KeyPath.of("windows"),
        pipeline.path("windows").isObject(),
        "windows of readings, whose label is that something happens",
        only(Task.BINARY));
  }

  private void decision() {
    JsonNode decision = pipeline.path("decision");
    for (String key : List.of("threshold", "review")) {
      refuse(
          DECISION.then(key),
          task != Task.BINARY && decision.has(key),
          "a " + key,
          only(Task.BINARY));
    }
    refuse(
        DECISION.then("coverage"),
        task != Task.REGRESSION && decision.has("coverage"),
        "a coverage",
        only(Task.REGRESSION));
    String calibrator = decision.path("calibrator").asText();
    String found = "the text " + Wording.quoted(calibrator);
    KeyPath path = DECISION.then("calibrator");
    switch (task) {
      case BINARY ->
          refuse(
              path,
              calibrator.equals("dirichlet"),
              found,
              "auto, none, temperature, platt, beta or isotonic, since label.task is binary");
      case MULTICLASS ->
          refuse(
              path,
              !List.of("none", "temperature", "dirichlet", "").contains(calibrator),
              found,
              "none, temperature or dirichlet, since label.task is multiclass");
      case REGRESSION ->
          refuse(path, !calibrator.isEmpty(), found, "none of it, since label.task is regression");
    }
  }

  private String only(Task of) {
    return "none of it, since label.task is " + task.word() + " and not " + of.word();
  }

  private void refuse(KeyPath path, boolean wrong, String found, String expected) {
    if (wrong) {
      findings.add(path, found, expected, "Take it out");
    }
  }
}
