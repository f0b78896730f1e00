package dev.holdout.report.page;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.measure.Definition;
import dev.holdout.report.evaluation.EvaluationReport;
import dev.holdout.report.words.EvaluationWords;
import dev.holdout.report.words.Glossary;
import dev.holdout.report.words.Names;
import dev.holdout.report.words.SurestWorst;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the templates of an evaluation print.
 *
 * @param report what was found
 * @param limits how much of its long lists is printed
 * @param interval what intervals are called
 * @param tiles the key figures
 * @param worst segments found worse, the surest first
 * @param moreWorse how many more there are
 * @param forests the segments' gaps in each compared metric
 * @param figures over all rows
 * @param curves of segments, drawn on request
 * @param definitions of the metrics that the page names
 */
record EvaluationModel(
    EvaluationReport report,
    Limits limits,
    String interval,
    List<Tile> tiles,
    List<SurestWorst> worst,
    long moreWorse,
    List<Forest> forests,
    TestFigures figures,
    List<SegmentCurves> curves,
    List<Definition> definitions) {

  /**
   * How much of long lists is printed.
   *
   * @param worst segments found worse
   * @param forests metrics whose gaps are drawn
   * @param forestRows segments in each
   * @param curves segments with curves
   * @param fairness figures of fairness
   * @param groups of each
   */
  record Limits(int worst, int forests, int forestRows, int curves, int fairness, int groups) {
    static final Limits WIDEST = new Limits(10, 6, 24, 30, 120, 30);
    static final Limits NARROW = new Limits(8, 2, 16, 8, 30, 12);
  }

  /** The gaps in one metric. */
  record Forest(String metric, ForestPlot plot) {}

  static EvaluationModel of(EvaluationReport report, Limits limits) {
    Evaluation evaluation = report.evaluation();
    List<SurestWorst> worse =
        SurestWorst.of(evaluation).stream()
            .filter(entry -> entry.segment().verdict() == Verdict.WORSE)
            .toList();
    return new EvaluationModel(
        report,
        limits,
        EvaluationWords.interval(evaluation),
        Tile.of(report),
        worse.stream().limit(limits.worst()).toList(),
        Math.max(0, worse.size() - limits.worst()),
        forests(evaluation, limits),
        TestFigures.all(evaluation),
        SegmentCurves.of(evaluation, limits.curves()),
        definitions(report));
  }

  /** The same data for each compared metric, sorted by the surer end of the gap. */
  private static List<Forest> forests(Evaluation evaluation, Limits limits) {
    List<Forest> forests = new ArrayList<>();
    for (String metric : EvaluationWords.compared(evaluation)) {
      List<SegmentResult> compared =
          evaluation.segments().stream()
              .filter(segment -> sure(metric, segment).isPresent())
              .sorted(
                  Comparator.comparing(
                      (SegmentResult segment) -> -sure(metric, segment).orElse(0.0)))
              .toList();
      if (!compared.isEmpty() && forests.size() < limits.forests()) {
        List<SegmentResult> shown =
            compared.subList(0, Math.min(compared.size(), limits.forestRows()));
        forests.add(
            new Forest(metric, ForestPlot.ofGaps(shown, metric, compared.size() - shown.size())));
      }
    }
    return forests;
  }

  private static Optional<Double> sure(String metric, SegmentResult segment) {
    return Optional.ofNullable(segment.gaps().get(metric))
        .filter(gap -> gap.difference().value().isPresent())
        .flatMap(gap -> SurestWorst.atLeast(metric, gap.difference()));
  }

  private static List<Definition> definitions(EvaluationReport report) {
    Set<String> named = new TreeSet<>(report.evaluation().overall().metrics().keySet());
    report
        .evaluation()
        .classes()
        .ifPresent(detail -> detail.classes().forEach(one -> named.addAll(one.metrics().keySet())));
    List<Definition> definitions = new ArrayList<>();
    for (Definition definition : Glossary.definitions(report.evaluation().task())) {
      if (named.remove(definition.name())) {
        definitions.add(definition);
      }
    }
    named.forEach(name -> Glossary.find(name).ifPresent(definitions::add));
    return List.copyOf(definitions);
  }

  /** Whether the page explains a metric. */
  boolean explains(String metric) {
    return definitions.stream().anyMatch(definition -> definition.name().equals(metric));
  }

  /** The file or table that was evaluated, without the folders that it is in. */
  String subject() {
    String source = report.source().replaceAll("/+$", "");
    return Names.shown(source.substring(source.lastIndexOf('/') + 1));
  }

  /** What of it was evaluated, such as {@code score p}. */
  String predictedBy() {
    EvaluationReport.Columns columns = report.columns();
    return columns
        .score()
        .map(score -> "score " + Names.shown(score, 60))
        .or(() -> columns.prediction().map(name -> "prediction " + Names.shown(name, 60)))
        .orElse("");
  }
}
