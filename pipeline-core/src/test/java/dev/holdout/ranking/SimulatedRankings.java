package dev.holdout.ranking;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.Iterator;
import java.util.SortedMap;
import org.apache.spark.sql.Row;

/** What an evaluation makes of simulated rankings, by its own counts and without a table. */
public final class SimulatedRankings {
  private SimulatedRankings() {}

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
