package dev.holdout.jobs.bench;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import dev.holdout.ranking.RankingMetric;
import dev.holdout.ranking.RankingSpec;
import dev.holdout.ranking.SimulatedRankings;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/** Every metric of rankings. */
final class RankingCoverage {
  private static final int[] QUERIES = {30, 100, 300, 1000};
  private static final int TRUTH_QUERIES = 200_000;
  static final RankingSpec SPEC = RankingSpec.top(10);

  /** How far relevant items stand out. */
  private enum Kind {
    FAIR("fair", 1),
    GOOD("near perfect", 3);

    private final String words;
    private final double shift;

    Kind(String words, double shift) {
      this.words = words;
      this.shift = shift;
    }
  }

  private RankingCoverage() {}

  static CoverageSection section(Confidence confidence) {
    List<CoverageColumn> columns =
        CoverageColumn.of(
            Kind.values(),
            QUERIES,
            (kind, queries) -> String.format(Locale.ROOT, "%s, %,d queries", kind.words, queries),
            kind ->
                CoverageNames.values(
                    measures(kind, TRUTH_QUERIES, new SplittableRandom(1), confidence)),
            RankingCoverage::measures);
    return new CoverageSection(
        "Rankings",
        "Queries of 20 items. Each has its own chance of relevant items, 15 % on the average (Beta"
            + " 1.5, 8.5); scores are normal, around 1 for relevant items and 0 for others, or"
            + " around 3, where most queries are ranked without a fault.",
        RankingMetric.all().stream().map(metric -> metric.name(SPEC.at())).toList(),
        columns,
        confidence);
  }

  private static SortedMap<String, Measure> measures(
      Kind kind, int queries, SplittableRandom random, Confidence confidence) {
    Iterator<Row> rows =
        IntStream.range(0, queries)
            .boxed()
            .flatMap(
                query ->
                    SimulatedQueries.items(
                        random, "query " + query, SimulatedQueries.chance(random), kind.shift, 0)
                        .stream())
            .iterator();
    return SimulatedRankings.measures(rows, SPEC, confidence);
  }
}
