package dev.holdout.report.page;

import dev.holdout.audit.Finding;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Task;
import dev.holdout.report.RunReport;
import dev.holdout.report.words.Attention;
import dev.holdout.report.words.Glossary;
import dev.holdout.report.words.Outcome;
import dev.holdout.report.words.Settings;
import java.util.List;
import java.util.Optional;

/** What the templates print: the run's report and what was made of it for people. */
record PageModel(
    RunReport report,
    Limits limits,
    Settings settings,
    Outcome outcome,
    List<Attention> attention,
    String rest,
    List<Tile> tiles,
    CandidateTable candidates,
    Optional<CalibrationFigures> calibration,
    TestFigures test,
    SegmentTable segments,
    ImportanceTable importance,
    Optional<StudyTable> study) {
  private static final int MOST_CONFIGURATION = 60_000;

  static PageModel of(RunReport report, Limits limits) {
    Settings settings = Settings.of(report);
    return new PageModel(
        report,
        limits,
        settings,
        Outcome.of(report),
        Attention.of(report),
        Attention.rest(report),
        Tile.of(report, settings),
        CandidateTable.of(report.crossValidation(), limits.candidates()),
        report.decision().map(unused -> CalibrationFigures.of(report)),
        TestFigures.of(report.evaluation()),
        SegmentTable.of(report, settings, limits.segments()),
        ImportanceTable.of(report.importance()),
        report.study().map(study -> StudyTable.of(study, limits.segments())));
  }

  /** Whether there are two classes, one of them the positive. */
  boolean binary() {
    return report.label().task() == Task.BINARY;
  }

  /** What the metrics of this task are. */
  List<Definition> definitions() {
    return Glossary.definitions(report.label().task());
  }

  /** The findings shown; the rest is in {@code report.json}. */
  List<Finding> findings() {
    return report.findings().stream().limit(limits.findings()).toList();
  }

  /** The configuration, cut where it would fill the page. */
  String configuration() {
    String text = report.configuration();
    return text.length() <= MOST_CONFIGURATION
        ? text
        : text.substring(0, MOST_CONFIGURATION) + "\n… the rest is in report.json";
  }
}
