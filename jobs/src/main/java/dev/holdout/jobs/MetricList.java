package dev.holdout.jobs;

import dev.holdout.fairness.FairnessMetrics;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Task;
import dev.holdout.report.words.Glossary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metrics and what they are. */
final class MetricList {
  private MetricList() {}

  /**
   * A metric.
   *
   * @param task what it is of, {@code ranking} or {@code fairness}
   */
  record Listed(String task, Definition metric) {}

  /** All of them, by task. */
  static List<Listed> all() {
    Map<String, List<Definition>> tasks = new LinkedHashMap<>();
    for (Task task : Task.values()) {
      tasks.put(task.word(), Glossary.definitions(task));
    }
    tasks.put("ranking", Glossary.ofRankings());
    tasks.put("fairness", FairnessMetrics.definitions());
    List<Listed> all = new ArrayList<>();
    tasks.forEach((task, of) -> of.forEach(metric -> all.add(new Listed(task, metric))));
    return all;
  }

  /** For a terminal. */
  static String text(List<Listed> metrics) {
    Tabular table = new Tabular("TASK", "METRIC", "RANGE", "BETTER", "FORMULA");
    for (Listed one : metrics) {
      table.row(
          one.task(),
          one.metric().name(),
          one.metric().range().words(),
          Glossary.direction(one.metric().direction()).replace(" is better", ""),
          one.metric().formula());
    }
    return table.toString();
  }
}
