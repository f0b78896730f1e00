package dev.holdout.learn;

import dev.holdout.contract.Columns;
import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.learn.CandidateResult.FoldMetric;
import dev.holdout.measure.Direction;
import dev.holdout.stat.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The metrics of every candidate in every place, from one scan of the scores; the counts that they
 * are made of are not kept.
 *
 * <p>All metrics that have a direction are kept, so that another one can decide without a new fit.
 * Those of decisions take a score of at least one half as positive.
 */
final class FoldMetrics {
  private static final double THRESHOLD = 0.5;

  /** Groups up to which every score keeps as many bins as an evaluation gives it. */
  private static final int FINE_GROUPS = 64;

  private static final int FEWEST_BINS = 4_096;

  private static final List<Metric> DIRECTED =
      Metrics.all().stream().filter(metric -> metric.direction() != Direction.NEITHER).toList();

  private final FamilySearch search;
  private final SortedMap<String, Group> groups;

  /** Scores of one candidate in one place: how many there are, and the metrics that they have. */
  private record Group(long rows, SortedMap<String, Double> values) {
    static Group of(ScoreCounts counts) {
      SortedMap<String, Double> values = new TreeMap<>();
      DIRECTED.forEach(
          metric ->
              metric
                  .value(counts, THRESHOLD)
                  .value()
                  .ifPresent(value -> values.put(metric.name(), value)));
      return new Group(counts.rows() - counts.outsideUnitInterval(), values);
    }
  }

  private FoldMetrics(FamilySearch search, SortedMap<String, Group> groups) {
    this.search = search;
    this.groups = groups;
  }

  /**
   * Reads the scores once.
   *
   * @param expected how many groups there are, candidates times places
   */
  static FoldMetrics scan(FamilySearch search, Dataset<Row> scores, int expected) {
    int bins =
        Math.max(
            FEWEST_BINS,
            (int) ((long) ScoreCounts.MAX_BINS * FINE_GROUPS / Math.max(FINE_GROUPS, expected)));
    SortedMap<String, Group> groups = new TreeMap<>();
    Scan.byGroup(
            scores,
            row ->
                List.of(
                    group(
                        row.getInt(row.fieldIndex(OutOfFold.FOLD)),
                        row.getString(row.fieldIndex(OutOfFold.CANDIDATE)))),
            ScoreCounts.statistic(Fitted.SCORE, Columns.LABEL, bins, THRESHOLD))
        .forEach((group, counts) -> groups.put(group, Group.of(counts)));
    return new FoldMetrics(search, groups);
  }

  /** Where no candidate was scored. */
  static FoldMetrics none(FamilySearch search) {
    return new FoldMetrics(search, new TreeMap<>());
  }

  /** These and those of other places. */
  FoldMetrics and(FoldMetrics other) {
    SortedMap<String, Group> both = new TreeMap<>(groups);
    both.putAll(other.groups);
    return new FoldMetrics(search, both);
  }

  private static String group(int place, String candidate) {
    return place + " " + candidate;
  }

  /** What was found about a candidate, over these places. */
  CandidateResult of(CandidateFits fits, List<Place> places) {
    String id = fits.candidate().id();
    Optional<String> failure = fits.failure().or(() -> unusable(id, places));
    SortedMap<String, FoldMetric> metrics = new TreeMap<>();
    if (failure.isEmpty()) {
      DIRECTED.forEach(
          metric ->
              over(id, metric.name(), places)
                  .ifPresent(found -> metrics.put(metric.name(), found)));
    }
    return new CandidateResult(fits.candidate(), id, failure, metrics, fits.seconds());
  }

  /** Why scores cannot be judged: some are missing, not finite, or no probabilities. */
  private Optional<String> unusable(String id, List<Place> places) {
    for (Place place : places) {
      Group found = groups.get(group(place.number(), id));
      long expected = search.counts().validation(place.rows()).rows();
      long rows = found == null ? 0 : found.rows();
      if (rows != expected) {
        return Optional.of(
            place.name()
                + ": "
                + (expected - rows)
                + " of "
                + expected
                + " scores are missing, not finite or outside [0, 1]");
      }
    }
    return Optional.empty();
  }

  /** The metric over places; empty when it is undefined in any. */
  private Optional<FoldMetric> over(String id, String metric, List<Place> places) {
    List<Double> values = new ArrayList<>();
    for (Place place : places) {
      Group found = groups.get(group(place.number(), id));
      Double value = found == null ? null : found.values().get(metric);
      if (value == null) {
        return Optional.empty();
      }
      values.add(value);
    }
    return Optional.of(FoldMetric.of(values));
  }
}
