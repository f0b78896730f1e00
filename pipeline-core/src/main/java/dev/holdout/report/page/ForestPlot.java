package dev.holdout.report.page;

import dev.holdout.evaluate.Evaluation.Gap;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Measure;
import dev.holdout.report.RunReport;
import dev.holdout.report.words.Glossary;
import dev.holdout.report.words.Names;
import dev.holdout.report.words.Numbers;
import dev.holdout.report.words.Segments;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The segments' differences from all other rows beside the line of none; where nothing was
 * compared, their values beside that of all rows. At most {@value #MOST_ROWS} segments.
 *
 * @param title what is drawn
 * @param scale the axis below
 * @param reference the value of the line
 * @param left what lies left of the line; may be empty
 * @param right what lies right of it; may be empty
 * @param rows the segments
 * @param hidden how many are not shown
 */
record ForestPlot(
    String title,
    Axis scale,
    double reference,
    String left,
    String right,
    List<Row> rows,
    int hidden) {
  static final int MOST_ROWS = 40;

  /** One segment. */
  record Row(String name, boolean worse, String figure, Svg drawing) {}

  static Optional<ForestPlot> of(RunReport report) {
    List<SegmentResult> segments = report.evaluation().segments();
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> compared = Segments.compared(report);
    String metric = compared.orElse(report.crossValidation().metric());
    boolean differences = compared.isPresent();
    double reference =
        differences ? 0 : Segments.value(report.evaluation().overall(), metric).orElse(Double.NaN);
    if (Double.isNaN(reference)) {
      return Optional.empty();
    }
    List<SegmentResult> shown = Segments.shown(segments, MOST_ROWS);
    return Optional.of(of(shown, metric, differences, reference, segments.size() - shown.size()));
  }

  /** These segments' differences from all other rows, in this order. */
  static ForestPlot ofGaps(List<SegmentResult> shown, String metric, int hidden) {
    return of(shown, metric, true, 0, hidden);
  }

  private static ForestPlot of(
      List<SegmentResult> shown, String metric, boolean differences, double reference, int hidden) {
    Axis scale = scale(shown, metric, differences, reference);
    Direction direction =
        Glossary.find(metric).map(Definition::direction).orElse(Direction.NEITHER);
    List<Row> rows =
        shown.stream().map(segment -> row(segment, metric, differences, scale, reference)).toList();
    return new ForestPlot(
        differences
            ? Glossary.title(metric) + ": segment minus all other rows"
            : Glossary.title(metric) + " of the segment; the line is that of all rows",
        scale,
        reference,
        side(direction, Direction.SMALLER_IS_BETTER),
        side(direction, Direction.LARGER_IS_BETTER),
        rows,
        hidden);
  }

  /** What lies on the side that is better when the direction is {@code better}. */
  private static String side(Direction direction, Direction better) {
    return direction == Direction.NEITHER ? "" : direction == better ? "better" : "worse";
  }

  private static Row row(
      SegmentResult segment, String metric, boolean differences, Axis scale, double reference) {
    String name = Names.segment(segment);
    Measure measure = measure(segment, metric, differences);
    Gap gap = segment.gaps().get(metric);
    boolean worse = (differences && gap != null) ? gap.worse() : segment.verdict() == Verdict.WORSE;
    String figure =
        measure.value().isEmpty()
            ? Numbers.UNDEFINED + " " + measure.undefined().orElse("")
            : differences
                ? Numbers.difference(metric, measure)
                : Numbers.value(metric, measure) + " (" + Numbers.interval(metric, measure) + ")";
    String label = name + ": " + figure + (worse ? ", worse beyond noise" : "");
    return new Row(name, worse, figure, IntervalRow.draw(measure, scale, reference, worse, label));
  }

  private static Measure measure(SegmentResult segment, String metric, boolean differences) {
    Measure none =
        Measure.undefined(
            segment.verdict() == Verdict.TOO_FEW_ROWS ? "too few rows to judge" : "not compared");
    if (!differences) {
      return Segments.measure(segment, metric).orElse(none);
    }
    Gap gap = segment.gaps().get(metric);
    return gap == null ? none : gap.difference();
  }

  /** Wide enough for every value and for most of the intervals' ends. */
  private static Axis scale(
      List<SegmentResult> segments, String metric, boolean differences, double reference) {
    List<Measure> measures =
        segments.stream().map(segment -> measure(segment, metric, differences)).toList();
    double widest =
        distances(measures.stream().flatMap(m -> m.value().stream()), reference).max().orElse(0);
    double[] ends =
        distances(
                measures.stream()
                    .flatMap(m -> Stream.concat(m.lower().stream(), m.upper().stream())),
                reference)
            .sorted()
            .toArray();
    double most = ends.length == 0 ? 0 : ends[(int) ((ends.length - 1) * 0.98)];
    double half = Math.max(Math.max(widest * 1.1, Math.min(most, widest * 2)), 1e-3);
    double rounded = Axis.roundUp(half);
    return new Axis("", reference - rounded, reference + rounded, rounded);
  }

  private static java.util.stream.DoubleStream distances(Stream<Double> values, double reference) {
    return values.mapToDouble(value -> Math.abs(value - reference));
  }
}
