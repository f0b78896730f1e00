package dev.holdout.report.words;

import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.measure.Measure;
import dev.holdout.report.RunReport;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which segments and which of their figures a report shows. */
public final class Segments {
  private static final List<String> PREFERRED =
      List.of(
          "roc_auc",
          "average_precision",
          "recall",
          "precision",
          "brier",
          "f1",
          "accuracy",
          "balanced_accuracy",
          "roc_auc_ovr_macro",
          "rmse",
          "mae",
          "r2",
          "interval_coverage",
          "bias");

  private Segments() {}

  /** A metric of a segment, if it was computed. */
  public static Optional<Measure> measure(SegmentResult result, String metric) {
    return Optional.ofNullable(result.metrics().get(metric));
  }

  /** A metric's value, if it was computed and is defined. */
  public static Optional<Double> value(SegmentResult result, String metric) {
    return measure(result, metric).flatMap(Measure::value);
  }

  /** Whether one of its columns is a protected attribute. */
  public static boolean isProtected(SegmentResult segment, Settings settings) {
    return !Collections.disjoint(segment.segment().keySet(), settings.protectedAttributes());
  }

  /** The metric on which segments were compared: that of the search, if it is among them. */
  public static Optional<String> compared(RunReport report) {
    Map<String, Long> gaps =
        report.evaluation().segments().stream()
            .flatMap(segment -> segment.gaps().keySet().stream())
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    String searched = report.crossValidation().metric();
    return gaps.containsKey(searched)
        ? Optional.of(searched)
        : gaps.entrySet().stream()
            .max(
                Map.Entry.<String, Long>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
            .map(Map.Entry::getKey);
  }

  /** The metrics shown of every segment, that of the search first. */
  public static List<String> metrics(RunReport report, int most) {
    return Stream.concat(Stream.of(report.crossValidation().metric()), PREFERRED.stream())
        .distinct()
        .filter(
            metric ->
                report.evaluation().segments().stream()
                    .anyMatch(segment -> segment.metrics().containsKey(metric)))
        .limit(most)
        .toList();
  }

  /** At most so many segments, those that are worse before the others; in their own order. */
  public static List<SegmentResult> shown(List<SegmentResult> segments, int most) {
    if (segments.size() <= most) {
      return segments;
    }
    Set<SegmentResult> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
    Stream.concat(
            segments.stream().filter(segment -> segment.verdict() == Verdict.WORSE),
            segments.stream().filter(segment -> segment.verdict() != Verdict.WORSE))
        .limit(most)
        .forEach(chosen::add);
    return segments.stream().filter(chosen::contains).toList();
  }
}
