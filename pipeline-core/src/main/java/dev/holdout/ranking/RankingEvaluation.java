package dev.holdout.ranking;

import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.SortedMap;

/**
 * The evaluation of rankings.
 *
 * @param rows items that are part of a query
 * @param queries queries that are part of the metrics
 * @param withoutRelevant queries without a relevant item, which are not
 * @param metrics metric name → the mean over queries with its interval, such as {@code ndcg_at_10}
 * @param notes what a reader must know of rows and queries that are part of no metric
 * @param level of the intervals
 */
public record RankingEvaluation(
    long rows,
    long queries,
    long withoutRelevant,
    SortedMap<String, Measure> metrics,
    List<String> notes,
    IntervalLevel level) {
  public RankingEvaluation {
    notes = List.copyOf(notes);
  }
}
