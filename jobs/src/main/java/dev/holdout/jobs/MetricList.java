package dev.holdout.jobs;

import dev.holdout.measure.Definition;
import dev.holdout.report.words.Glossary;
import java.util.List;

/** The metrics and what they are, for a terminal. */
final class MetricList {
  private MetricList() {}

  static String text(List<Definition> definitions) {
    Tabular table = new Tabular("METRIC", "RANGE", "BETTER", "FORMULA");
    for (Definition metric : definitions) {
      table.row(
          metric.name(),
          metric.range(),
          Glossary.direction(metric.direction()).replace(" is better", ""),
          metric.formula());
    }
    return table.toString();
  }
}
