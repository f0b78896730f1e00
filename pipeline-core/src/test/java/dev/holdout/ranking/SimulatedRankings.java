package dev.holdout.ranking;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.sql.Row;

/** What an evaluation makes of simulated rankings, by its own counts and without a table. */
public final class SimulatedRankings {
  private SimulatedRankings() {}

  /** The queries of items, which are in their order. */
  public static List<Row> queries(List<Row> items, RankingSpec spec) {
    List<Row> queries = new ArrayList<>();
    RankedQueries.of(items.iterator(), spec).forEachRemaining(queries::add);
    return queries;
  }

  /**
   * Every metric.
   *
   * @param rows query, score, label and weight, in the order of the queries
   */
  public static SortedMap<String, Measure> measures(
      Iterator<Row> rows, RankingSpec spec, Confidence confidence) {
    RankingCounts counts = RankingCounts.statistic().empty();
    RankedQueries.of(rows, spec).forEachRemaining(counts::add);
    return new RankingScorecard(spec.at()).measures(counts, confidence);
  }
}
