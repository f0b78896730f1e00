package dev.holdout.ranking;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Described;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Scorecard;
import dev.holdout.measure.Task;
import dev.holdout.stat.Statistic;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an evaluation asks of rankings, whose rows are queries ({@link RankedQueries}).
 *
 * <p>Whether a segment's queries are ranked worse is decided by NDCG, which no number of relevant
 * items favours: precision and recall at k follow it.
 *
 * @param at how many items from the top count
 */
public record RankingScorecard(int at) implements Scorecard<RankingCounts> {
  private static final double FEWEST_QUERIES = 10;

  /** Each query has a number, its value of the metric, and no class. */
  @Override
  public Task task() {
    return Task.REGRESSION;
  }

  @Override
  public String unit() {
    return "[query|queries]";
  }

  @Override
  public List<RankingMetric.At> metrics() {
    return RankingMetric.all().stream().map(metric -> new RankingMetric.At(metric, at)).toList();
  }

  @Override
  public Statistic<RankingCounts> statistic(long groups) {
    return RankingCounts.statistic();
  }

  @Override
  public long rows(RankingCounts counts) {
    return counts.queries();
  }

  @Override
  public long positives(RankingCounts counts) {
    return 0;
  }

  @Override
  public SortedMap<String, Measure> measures(RankingCounts counts, Confidence confidence) {
    SortedMap<String, Measure> measures = new TreeMap<>();
    for (RankingMetric.At metric : metrics()) {
      measures.put(
          metric.name(),
          estimate(metric, counts, confidence)
              .map(estimate -> estimate.measure(confidence.z()))
              .orElseGet(() -> value(metric, counts)));
    }
    return Collections.unmodifiableSortedMap(measures);
  }

  @Override
  public Measure value(Described metric, RankingCounts counts) {
    return counts.value(known(metric));
  }

  @Override
  public List<RankingMetric.At> compared() {
    return metrics();
  }

  @Override
  public List<RankingMetric.At> deciding() {
    return List.of(new RankingMetric.At(RankingMetric.NDCG, at));
  }

  /** Whether segments are judged by the metric of this name. */
  public static boolean decides(String metric) {
    return RankingMetric.find(metric)
        .filter(known -> known.metric().equals(RankingMetric.NDCG))
        .isPresent();
  }

  @Override
  public Optional<Estimate> estimate(
      Described metric, RankingCounts counts, Confidence confidence) {
    return counts.estimate(known(metric)).map(found -> found.within(metric.definition().range()));
  }

  @Override
  public boolean tooFew(RankingCounts counts) {
    return counts.effectiveQueries() < FEWEST_QUERIES;
  }

  private static RankingMetric known(Described metric) {
    return RankingMetric.find(metric.name()).orElseThrow().metric();
  }
}
