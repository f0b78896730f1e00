package dev.holdout.report.page;

import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.measure.Measure;
import dev.holdout.report.RunReport;
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
