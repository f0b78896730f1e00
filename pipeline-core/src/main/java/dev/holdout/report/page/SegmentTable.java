package dev.holdout.report.page;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.Gap;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.report.RunReport;
import dev.holdout.report.words.Names;
import dev.holdout.report.words.Segments;
import dev.holdout.report.words.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The table of segments; where not all are shown, those that are worse come before the others.
 *
 * @param metrics the metrics that have a column
 * @param compared the metric whose difference from all other rows has a column; empty for none
 * @param rows the segments shown, in the evaluation's order
 * @param hidden how many are not shown
 * @param notes reasons for what is undefined
 */
record SegmentTable(
    List<String> metrics,
    Optional<String> compared,
    List<Row> rows,
    int hidden,
    List<String> notes) {
  private static final int MOST_METRICS = 4;

  /** One segment. */
  record Row(
      String column,
      String value,
      boolean isProtected,
      long rows,
      long positives,
      List<Cell> cells,
      Cell gap,
      Verdict verdict,
      String story) {}

  static SegmentTable of(RunReport report, Settings settings, int most) {
    Evaluation evaluation = report.evaluation();
    List<String> metrics = Segments.metrics(report, MOST_METRICS);
    Optional<String> compared = Segments.compared(report);
    Footnotes notes = new Footnotes();
    List<SegmentResult> shown = Segments.shown(evaluation.segments(), most);
    List<Row> rows =
        shown.stream()
            .map(
                segment ->
                    new Row(
                        columns(segment),
                        values(segment),
                        Segments.isProtected(segment, settings),
                        segment.rows(),
                        segment.positives(),
                        metrics.stream().map(metric -> cell(segment, metric, notes)).toList(),
                        compared
                            .map(metric -> gap(segment, metric, notes))
                            .orElse(new Cell("", "", "", "", 0)),
                        segment.verdict(),
                        Names.shown(segment.story(), 300)))
            .toList();
    return new SegmentTable(
        metrics, compared, rows, evaluation.segments().size() - shown.size(), notes.reasons());
  }

  private static Cell cell(SegmentResult segment, String metric, Footnotes notes) {
    return Segments.measure(segment, metric)
        .map(measure -> Cell.of(metric, measure, notes))
        .orElseGet(() -> Cell.undefined("not computed for this segment", notes));
  }

  private static Cell gap(SegmentResult segment, String metric, Footnotes notes) {
    Gap gap = segment.gaps().get(metric);
    if (gap == null) {
      return Cell.undefined(
          segment.verdict() == Verdict.TOO_FEW_ROWS
              ? "too few rows to judge, therefore not compared"
              : "not compared",
          notes);
    }
    return Cell.difference(metric, gap.difference(), notes);
  }

  private static String columns(SegmentResult segment) {
    return segment.segment().keySet().stream()
        .sorted()
        .map(Names::shown)
        .collect(Collectors.joining(" × "));
  }

  private static String values(SegmentResult segment) {
    return segment.segment().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> Names.value(entry.getValue()))
        .collect(Collectors.joining(" × "));
  }
}
