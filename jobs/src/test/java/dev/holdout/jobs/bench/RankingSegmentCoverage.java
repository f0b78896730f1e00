package dev.holdout.jobs.bench;

import dev.holdout.evaluate.SimulatedEvaluation;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import dev.holdout.ranking.RankingMetric;
import dev.holdout.ranking.SimulatedRankings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** Rankings in a segment against all others, of queries that are independent or a customer's. */
final class RankingSegmentCoverage {
  /** Customers, queries of each; those of one query are none. */
  private static final int[][] TABLES = {{250, 1}, {500, 1}, {1500, 1}, {250, 4}, {100, 15}};

  private static final int TRUTH_QUERIES = 200_000;
  private static final int BUCKETS = 64;
  private static final double SHARE = 0.2;
  private static final double HERE = 0.7;
  private static final double ELSEWHERE = 1;
  private static final double OF_CUSTOMER = 0.5;

  private RankingSegmentCoverage() {}

  static CoverageSection section(Confidence confidence) {
    Supplier<SortedMap<String, Double>> truth =
        CoverageNames.once(() -> truth(new SplittableRandom(1), confidence));
    List<CoverageColumn> columns = new ArrayList<>();
    for (int[] table : TABLES) {
      columns.add(
          new CoverageColumn(
              table[1] == 1
                  ? String.format(Locale.ROOT, "%,d queries", table[0])
                  : String.format(Locale.ROOT, "%,d customers × %d", table[0], table[1]),
              truth,
              (random, own) -> measures(random, table[0], table[1], own)));
    }
    return new CoverageSection(
        "Rankings in a segment and in the rest",
        "Queries are those of rankings. A fifth of them is a segment, where relevant items are"
            + " around 0.7; elsewhere they are around 1. Each query is another's, or a customer has"
            + " 4 or 15: then its chance of relevant items and how far these stand out (deviation"
            + " 0.5) are the same in all of them, and all are in the segment or none. − is the"
            + " difference and ÷ the ratio; of customers' queries also the metrics themselves.",
        RankingMetric.all().stream()
            .map(metric -> metric.name(RankingCoverage.SPEC.at()))
            .flatMap(name -> Stream.of(name, name + " −", name + " ÷"))
            .toList(),
        columns,
        confidence);
  }

  private static SortedMap<String, Double> truth(SplittableRandom random, Confidence confidence) {
    SortedMap<String, Double> truths = new TreeMap<>();
    Map<String, Double> elsewhere = values(random, ELSEWHERE, confidence);
    values(random, HERE, confidence)
        .forEach(
            (name, here) -> {
              double other = elsewhere.get(name);
              truths.put(name, SHARE * here + (1 - SHARE) * other);
              truths.put(name + " −", here - other);
              truths.put(name + " ÷", here / other);
            });
    return truths;
  }

  private static Map<String, Double> values(
      SplittableRandom random, double shift, Confidence confidence) {
    return CoverageNames.values(
        SimulatedRankings.measures(
            Stream.iterate(0, query -> query < TRUTH_QUERIES, query -> query + 1)
                .flatMap(query -> customer(random, "query " + query, 1, shift).stream())
                .iterator(),
            RankingCoverage.SPEC,
            confidence));
  }

  private static SortedMap<String, Measure> measures(
      SplittableRandom random, int customers, int queries, Confidence confidence) {
    List<Row> segment = new ArrayList<>();
    List<Row> rest = new ArrayList<>();
    for (int customer = 0; customer < customers; customer++) {
      boolean inside = customer < SHARE * customers;
      (inside ? segment : rest)
          .addAll(customer(random, "of " + customer, queries, inside ? HERE : ELSEWHERE));
    }
    return SimulatedEvaluation.rankings(
        SimulatedRankings.queries(segment, RankingCoverage.SPEC),
        SimulatedRankings.queries(rest, RankingCoverage.SPEC),
        RankingCoverage.SPEC,
        queries > 1,
        confidence);
  }

  private static List<Row> customer(
      SplittableRandom random, String name, int queries, double shift) {
    double chance = SimulatedQueries.chance(random);
    double own = shift + OF_CUSTOMER * random.nextGaussian();
    int bucket = random.nextInt(BUCKETS);
    List<Row> items = new ArrayList<>();
    for (int query = 0; query < queries; query++) {
      items.addAll(SimulatedQueries.items(random, name + " " + query, chance, own, bucket));
    }
    return items;
  }
}
