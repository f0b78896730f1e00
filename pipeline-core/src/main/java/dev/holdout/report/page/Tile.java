package dev.holdout.report.page;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Task;
import dev.holdout.report.RunReport;
import dev.holdout.report.evaluation.EvaluationReport;
import dev.holdout.report.words.EvaluationWords;
import dev.holdout.report.words.Glossary;
import dev.holdout.report.words.Numbers;
import dev.holdout.report.words.Segments;
import dev.holdout.report.words.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the key figures at the top.
 *
 * @param title what it is
 * @param value the figure
 * @param interval its interval; may be empty
 * @param level of the interval, in words; empty when there is none
 * @param meaning what it means in a few words
 */
record Tile(String title, String value, String interval, String level, String meaning) {
  static List<Tile> of(RunReport report, Settings settings) {
    SegmentResult overall = report.evaluation().overall();
    if (report.label().task() != Task.BINARY) {
      return others(report, settings);
    }
    String prevalence = Numbers.percent(overall.positives(), overall.rows());
    List<Tile> tiles = new ArrayList<>();
    tiles.add(metric(overall, "roc_auc", settings, "0.5 is chance, 1 is perfect ranking"));
    String chance = Numbers.decimal((double) overall.positives() / Math.max(1, overall.rows()), 3);
    tiles.add(metric(overall, "average_precision", settings, chance + " is chance here"));
    tiles.add(metric(overall, "recall", settings, "of the positives are found"));
    tiles.add(metric(overall, "precision", settings, "of those flagged are positive"));
    tiles.add(
        new Tile(
            "Rows of Test",
            Numbers.count(overall.rows()),
            "",
            "",
            Numbers.count(overall.positives()) + " are positive, " + prevalence));
    return List.copyOf(tiles);
  }

  private static List<Tile> others(RunReport report, Settings settings) {
    SegmentResult overall = report.evaluation().overall();
    List<Tile> tiles = new ArrayList<>();
    for (String metric : EvaluationWords.mainMetrics(report.evaluation(), 4)) {
      tiles.add(metric(overall, metric, settings, meaning(metric, overall)));
    }
    tiles.add(new Tile("Rows of Test", Numbers.count(overall.rows()), "", "", ""));
    return List.copyOf(tiles);
  }

  /** The four figures of an evaluation that a reader wants first, and its rows. */
  static List<Tile> of(EvaluationReport report) {
    Evaluation evaluation = report.evaluation();
    SegmentResult overall = evaluation.overall();
    List<Tile> tiles = new ArrayList<>();
    for (String metric : EvaluationWords.mainMetrics(evaluation, 4)) {
      Measure measure = Segments.measure(overall, metric).orElseThrow();
      String interval = Numbers.interval(metric, measure);
      tiles.add(
          new Tile(
              Glossary.title(metric),
              Numbers.value(metric, measure),
              interval,
              interval.isEmpty() ? "" : EvaluationWords.interval(evaluation),
              measure.undefined().orElse(meaning(metric, overall))));
    }
    tiles.add(
        new Tile(
            "Rows",
            Numbers.count(evaluation.rows()),
            "",
            "",
            evaluation.task() == Task.BINARY
                ? Numbers.count(overall.positives())
                    + " are positive, "
                    + Numbers.percent(overall.positives(), overall.rows())
                : ""));
    return List.copyOf(tiles);
  }

  private static String meaning(String metric, SegmentResult overall) {
    return switch (metric) {
      case "roc_auc" -> "0.5 is chance, 1 is perfect ranking";
      case "average_precision" ->
          Numbers.decimal((double) overall.positives() / Math.max(1, overall.rows()), 3)
              + " is chance here";
      case "recall" -> "of the positives are found";
      case "precision" -> "of those flagged are positive";
      case "fpr" -> "of the negatives are flagged";
      case "accuracy" -> "of the decisions are right";
      default ->
          Glossary.find(metric)
              .map(definition -> Glossary.direction(definition.direction()))
              .orElse("");
    };
  }

  private static Tile metric(
      SegmentResult overall, String metric, Settings settings, String meaning) {
    Measure measure =
        Segments.measure(overall, metric).orElse(Measure.undefined("not among the metrics"));
    String interval = Numbers.interval(metric, measure);
    return new Tile(
        Glossary.title(metric),
        Numbers.value(metric, measure),
        interval,
        interval.isEmpty() ? "" : settings.interval(),
        measure.undefined().orElse(meaning));
  }
}
