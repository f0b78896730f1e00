package dev.holdout.learn;

import dev.holdout.learn.CandidateResult.FoldMetric;
import dev.holdout.stat.Scan;
import dev.holdout.stat.State;
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
 */
final class FoldMetrics {
  private final FamilySearch search;
  private final SortedMap<String, Group> groups;

  /** Scores of one candidate in one place: how many there are, and the metrics that they have. */
  private record Group(long rows, SortedMap<String, Double> values) {
    static <S extends State<S>> Group of(Judge<S> judge, S counts) {
      SortedMap<String, Double> values = new TreeMap<>();
      judge
          .metrics()
          .forEach(
              metric ->
                  judge
                      .value(metric, counts)
                      .value()
                      .ifPresent(value -> values.put(metric.name(), value)));
      return new Group(judge.usable(counts), values);
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
    return scan(search, scores, expected, Judge.of(search.target()));
  }

  private static <S extends State<S>> FoldMetrics scan(
      FamilySearch search, Dataset<Row> scores, int expected, Judge<S> judge) {
    SortedMap<String, Group> groups = new TreeMap<>();
    Scan.byGroup(
            judge.columns(scores),
            row ->
                List.of(
                    group(
                        row.getInt(row.fieldIndex(OutOfFold.FOLD)),
                        row.getString(row.fieldIndex(OutOfFold.CANDIDATE)))),
            judge.statistic(expected))
        .forEach((group, counts) -> groups.put(group, Group.of(judge, counts)));
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
      Judge.of(search.target())
          .metrics()
          .forEach(
              metric ->
                  over(id, metric.name(), places)
                      .ifPresent(found -> metrics.put(metric.name(), found)));
    }
    return new CandidateResult(fits.candidate(), id, failure, metrics, fits.seconds());
  }

  /** Why scores cannot be judged: some are not as they should be. */
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
                + " scores are "
                + Judge.of(search.target()).unusable());
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
