package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Described;
import dev.holdout.measure.DesignEffect;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Scorecard;
import dev.holdout.measure.Task;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A scorecard of rows that are not independent, since those of one cluster (a customer, a machine)
 * belong together.
 *
 * <p>Intervals: {@link DesignEffect}. Segment and rest are compared as if no cluster had rows in
 * both, which errs on the wide side.
 */
final class ClusteredScorecard<S extends State<S>> implements Scorecard<Clustered<S>> {
  private final Scorecard<S> rows;
  private final int bucket;

  /**
   * The scorecard of clustered rows.
   *
   * @param rows that of independent ones
   * @param bucket position of the column with the number of the bucket
   */
  ClusteredScorecard(Scorecard<S> rows, int bucket) {
    this.rows = rows;
    this.bucket = bucket;
  }

  @Override
  public Task task() {
    return rows.task();
  }

  @Override
  public List<? extends Described> metrics() {
    return rows.metrics();
  }

  @Override
  public Statistic<Clustered<S>> statistic(long groups) {
    return new Clustered.Of<>(rows.statistic(groups), rows.coarse(), bucket);
  }

  @Override
  public long rows(Clustered<S> counts) {
    return rows.rows(counts.all());
  }

  @Override
  public long positives(Clustered<S> counts) {
    return rows.positives(counts.all());
  }

  @Override
  public Measure value(Described metric, Clustered<S> counts) {
    return rows.value(metric, counts.all());
  }

  @Override
  public List<? extends Described> compared() {
    return rows.compared();
  }

  @Override
  public List<? extends Described> deciding() {
    return rows.deciding();
  }

  @Override
  public boolean tooFew(Clustered<S> counts) {
    return counts.size() < DesignEffect.FEWEST_BUCKETS || rows.tooFew(counts.all());
  }

  @Override
  public SortedMap<String, Measure> measures(Clustered<S> counts, Confidence confidence) {
    List<S> without = counts.without();
    SortedMap<String, Measure> measures = new TreeMap<>();
    for (Described metric : metrics()) {
      Measure value = value(metric, counts);
      measures.put(
          metric.name(),
          value.undefined().isPresent()
              ? value
              : estimate(metric, counts, without, confidence)
                  .map(estimate -> estimate.measure(confidence.z()))
                  .orElse(value));
    }
    return measures;
  }

  @Override
  public Optional<Estimate> estimate(Described metric, Clustered<S> counts, Confidence confidence) {
    return estimate(metric, counts, counts.without(), confidence);
  }

  private Optional<Estimate> estimate(
      Described metric, Clustered<S> counts, List<S> without, Confidence confidence) {
    return rows.estimate(metric, counts.all(), confidence)
        .flatMap(
            estimate ->
                DesignEffect.stretched(
                    estimate,
                    without.stream().map(bucket -> rows.value(metric, bucket)).toList(),
                    (double) rows.rows(counts.all())));
  }
}
