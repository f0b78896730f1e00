package dev.holdout.evaluate;

import dev.holdout.evaluate.ModelComparison.Difference;
import dev.holdout.evaluate.ModelComparison.Group;
import dev.holdout.evaluate.ModelComparison.Verdict;
import dev.holdout.measure.BenjaminiHochberg;
import dev.holdout.measure.Direction;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How two models differ on some of the rows, before p-values are adjusted over all such groups.
 *
 * @param segment column → value; no entries for all rows
 * @param rows how many
 * @param positives those whose label is positive
 * @param metrics metric name → how the models differ; empty where rows are too few
 * @param decisions rows in which one model alone decides rightly
 * @param errorShare the most by which binning can have moved a standard error, as a share of it
 */
record ComparedGroup(
    Map<String, Optional<String>> segment,
    long rows,
    long positives,
    Map<String, PairedMetric> metrics,
    McNemar decisions,
    double errorShare) {

  ComparedGroup {
    metrics = new LinkedHashMap<>(metrics);
    metrics.replaceAll((name, metric) -> metric.tested());
  }

  /** P-values of all groups and metrics: adjusted over so many. */
  static List<Double> pValues(List<ComparedGroup> groups) {
    List<Double> pValues = new ArrayList<>();
    for (ComparedGroup group : groups) {
      group.metrics.values().forEach(metric -> metric.difference().p().ifPresent(pValues::add));
    }
    return pValues;
  }

  /**
   * The groups with adjusted p-values and verdicts.
   *
   * @param pValues theirs
   * @param directions of metrics by name
   * @param baseline what the baseline is called
   */
  static List<Group> adjusted(
      List<ComparedGroup> groups,
      List<Double> pValues,
      Function<String, Direction> directions,
      IntervalLevel level,
      String baseline) {
    double z = Quantiles.normal(level.corrected());
    Iterator<Double> adjusted = Arrays.stream(BenjaminiHochberg.adjust(pValues)).iterator();
    List<Group> results = new ArrayList<>();
    for (ComparedGroup group : groups) {
      SortedMap<String, Difference> metrics = new TreeMap<>();
      group.metrics.forEach(
          (name, metric) ->
              metrics.put(
                  name,
                  difference(
                      metric,
                      metric.difference().p().map(unused -> adjusted.next()),
                      directions.apply(name),
                      level,
                      z)));
      Verdict verdict = verdict(metrics);
      results.add(
          new Group(
              group.segment,
              group.rows,
              group.positives,
              Collections.unmodifiableSortedMap(metrics),
              group.decisions,
              verdict,
              ComparisonStory.of(group, metrics, verdict, level, baseline)));
    }
    return results;
  }

  private static Difference difference(
      PairedMetric metric,
      Optional<Double> adjusted,
      Direction direction,
      IntervalLevel level,
      double z) {
    Verdict verdict = Verdict.NO_DIFFERENCE_SHOWN;
    if (adjusted.isPresent() && adjusted.get() <= 1 - level.corrected()) {
      double gain = direction.gain(metric.difference().estimate().orElseThrow().value(), 0);
      verdict = gain > 0 ? Verdict.BETTER : gain < 0 ? Verdict.WORSE : verdict;
    }
    return new Difference(
        metric.baseline(),
        metric.score(),
        metric.difference().measure(z),
        metric.difference().p(),
        adjusted,
        verdict);
  }

  private static Verdict verdict(SortedMap<String, Difference> metrics) {
    if (metrics.isEmpty()) {
      return Verdict.TOO_FEW_ROWS;
    }
    boolean better =
        metrics.values().stream().anyMatch(metric -> metric.verdict() == Verdict.BETTER);
    boolean worse = metrics.values().stream().anyMatch(metric -> metric.verdict() == Verdict.WORSE);
    if (better) {
      return worse ? Verdict.MIXED : Verdict.BETTER;
    }
    return worse ? Verdict.WORSE : Verdict.NO_DIFFERENCE_SHOWN;
  }
}
