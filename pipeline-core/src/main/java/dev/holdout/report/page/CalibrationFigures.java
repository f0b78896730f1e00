package dev.holdout.report.page;

import dev.holdout.decide.CalibrationReport;
import dev.holdout.decide.CalibratorKind;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.Curves.ReliabilityBin;
import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.SegmentCalibration;
import dev.holdout.measure.Measure;
import dev.holdout.report.RunReport;
import dev.holdout.report.words.CalibrationWords;
import dev.holdout.report.words.Glossary;
import dev.holdout.report.words.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calibration before and after, and on Test.
 *
 * @param diagrams reliability, before and after and on Test
 * @param columns heads of the columns of figures
 * @param rows one for each metric of calibration
 * @param candidates the calibrators tried
 * @param segments in words, those that are off, at most some; empty where there are none
 * @param hidden how many more are off
 * @param notes reasons for what is undefined
 */
record CalibrationFigures(
    List<Diagram> diagrams,
    List<String> columns,
    List<Row> rows,
    List<Tried> candidates,
    List<String> segments,
    int hidden,
    List<String> notes) {
  private static final int MOST_SEGMENTS = 20;
  private static final String RAW = "Out of fold, raw";
  private static final String CALIBRATED = "Out of fold, calibrated";
  private static final String TEST = "Test";

  /** Shares of positives by score; there are bins. */
  record Diagram(String title, String note, List<ReliabilityBin> bins) {}

  /** One metric. */
  record Row(String metric, String title, List<Cell> cells) {}

  /** One calibrator. */
  record Tried(String name, boolean chosen, String brier, String interval, String behind) {}

  static CalibrationFigures of(RunReport report) {
    Optional<CalibrationReport> calibration =
        report.binaryDecision().calibration().filter(known -> known.unjudged().isEmpty());
    Map<String, Measure> test = report.evaluation().overall().metrics();
    List<String> columns = new ArrayList<>();
    List<Map<String, Measure>> figures = new ArrayList<>();
    calibration.ifPresent(
        known -> {
          columns.add(RAW);
          figures.add(known.before());
          if (known.chosen() != CalibratorKind.NONE) {
            columns.add(CALIBRATED);
            figures.add(known.after());
          }
        });
    columns.add(TEST);
    figures.add(test);
    Footnotes notes = new Footnotes();
    List<Row> rows =
        Metrics.ofCalibration().stream()
            .map(Metric::name)
            .map(
                name ->
                    new Row(
                        name,
                        Glossary.title(name),
                        figures.stream().map(of -> cell(name, of.get(name), notes)).toList()))
            .toList();
    List<SegmentCalibration.Off> off = SegmentCalibration.of(report.evaluation()).off();
    return new CalibrationFigures(
        diagrams(calibration, report.evaluation().curves()),
        columns,
        rows,
        calibration.map(CalibrationFigures::tried).orElse(List.of()),
        off.stream().limit(MOST_SEGMENTS).map(CalibrationWords::segment).toList(),
        Math.max(0, off.size() - MOST_SEGMENTS),
        notes.reasons());
  }

  private static List<Diagram> diagrams(
      Optional<CalibrationReport> calibration, Evaluation.Curves test) {
    List<Diagram> diagrams = new ArrayList<>();
    calibration.ifPresent(
        known -> {
          diagrams.add(
              new Diagram(RAW, "bars: where the rows are", known.reliabilityBefore().bins()));
          if (known.chosen() != CalibratorKind.NONE) {
            diagrams.add(new Diagram(CALIBRATED, "cross-fitted", known.reliabilityAfter().bins()));
          }
        });
    diagrams.add(new Diagram(TEST, "as the model scores it", test.reliability()));
    return diagrams.stream().filter(one -> !one.bins().isEmpty()).toList();
  }

  private static Cell cell(String name, @Nullable Measure measure, Footnotes notes) {
    return measure == null ? Cell.undefined("not computed", notes) : Cell.of(name, measure, notes);
  }

  private static List<Tried> tried(CalibrationReport report) {
    return report.candidates().stream()
        .map(
            one ->
                new Tried(
                    CalibrationWords.name(one.kind()),
                    one.kind() == report.chosen(),
                    Numbers.value("brier", one.brier()),
                    Numbers.interval("brier", one.brier()),
                    CalibrationWords.behind(one)))
        .toList();
  }
}
