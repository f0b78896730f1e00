package dev.holdout.ranking;

import dev.holdout.measure.Measure;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;
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
      Iterator<Row> rows, RankingSpec spec, double z) {
    SortedMap<String, Measure> measures = new TreeMap<>();
    try {
      RankingCounts counts =
          RankingCounts.read(
              new DataInputStream(
                  new ByteArrayInputStream(RankedRows.countsOf(rows, spec).next())));
      RankingMetric.all()
          .forEach(metric -> measures.put(metric.name(spec.at()), counts.measure(metric, z)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return measures;
  }
}
