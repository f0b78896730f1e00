package dev.holdout.report.page;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Metrics;
import dev.holdout.report.words.Glossary;
import dev.holdout.report.words.Names;
import dev.holdout.report.words.Segments;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The figures over all rows of Test.
 *
 * @param rows one for each metric but the counts and most of calibration, in the glossary's order
 * @param confusion decisions against truth; empty when the counts are not among the metrics
 * @param notes reasons for what is undefined
 */
record TestFigures(List<Row> rows, Optional<Confusion> confusion, List<String> notes) {
  private static final Set<String> COUNTS = Set.of("tp", "fp", "fn", "tn");

  /** Of the figures of calibration, those told here too; all stand in their own section. */
  private static final Set<String> BOTH = Set.of("log_loss", "brier", "ece");

  /** One metric. */
  record Row(String metric, String title, Cell cell, String method) {}

  /** The rows in two parts to stand beside each other; in one where they are few. */
  List<List<Row>> halves() {
    int middle = rows.size() < 8 ? rows.size() : (rows.size() + 1) / 2;
    return Stream.of(rows.subList(0, middle), rows.subList(middle, rows.size()))
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** Rows by decision and truth. */
  record Confusion(long tp, long fp, long fn, long tn) {
    long flagged() {
      return tp + fp;
    }

    long passed() {
      return fn + tn;
    }
  }

  static TestFigures of(Evaluation evaluation) {
    return of(evaluation, name -> BOTH.contains(name) || !ofCalibration(name));
  }

  /** With all figures of calibration among the others. */
  static TestFigures all(Evaluation evaluation) {
    return of(evaluation, name -> true);
  }

  private static TestFigures of(Evaluation evaluation, Predicate<String> told) {
    SegmentResult overall = evaluation.overall();
    Footnotes notes = new Footnotes();
    List<Row> rows =
        overall.metrics().entrySet().stream()
            .filter(entry -> !COUNTS.contains(entry.getKey()))
            .filter(entry -> told.test(entry.getKey()))
            .sorted(Comparator.comparingInt(entry -> Glossary.order(entry.getKey())))
            .map(
                entry ->
                    new Row(
                        entry.getKey(),
                        Glossary.title(entry.getKey()),
                        Cell.of(entry.getKey(), entry.getValue(), notes),
                        entry.getValue().method().map(Names::method).orElse("")))
            .toList();
    return new TestFigures(rows, confusion(overall), notes.reasons());
  }

  private static boolean ofCalibration(String name) {
    return Metrics.ofCalibration().stream().anyMatch(metric -> metric.name().equals(name));
  }

  private static Optional<Confusion> confusion(SegmentResult result) {
    if (COUNTS.stream().anyMatch(name -> Segments.value(result, name).isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new Confusion(
            count(result, "tp"), count(result, "fp"), count(result, "fn"), count(result, "tn")));
  }

  private static long count(SegmentResult result, String name) {
    return Math.round(Segments.value(result, name).orElse(0.0));
  }
}
