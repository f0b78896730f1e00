package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Described;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import dev.holdout.measure.Scorecard;
import dev.holdout.measure.Task;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A scorecard of rows that are not independent, since those of one cluster (a customer, a machine)
 * belong together.
 *
 * <p>Clusters go by a hash into {@value Clustered#BUCKETS} buckets. The standard error of a metric
 * is that of the delete-a-group jackknife, which leaves out whole buckets and so whole clusters. An
 * interval is the metric's own, as wide as that standard error is larger than the one for
 * independent rows (the square root of the design effect), and never narrower; Student's t with as
 * many degrees of freedom as there are buckets with rows, less one, takes the place of the normal.
 * Where the jackknife sees no variation, as at a proportion of 1, a bucket counts as one row.
 * Segment and rest are compared as if no cluster had rows in both, which errs on the wide side.
 *
 * <p>Source: Kott 2001 (delete-a-group jackknife); Kish 1965 (design effect).
 */
final class ClusteredScorecard<S extends State<S>> implements Scorecard<Clustered<S>> {
  private static final String CLUSTERS = "-clusters";
  private static final int FEWEST_BUCKETS = 5;

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
    return counts.size() < FEWEST_BUCKETS || rows.tooFew(counts.all());
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
        .flatMap(estimate -> clustered(estimate, metric, counts, without));
  }

  private Optional<Estimate> clustered(
      Estimate estimate, Described metric, Clustered<S> counts, List<S> without) {
    if (without.size() < 2) {
      return Optional.empty();
    }
    double independent = (estimate.at(1).upper() - estimate.at(1).lower()) / 2;
    double jackknife = standardError(metric, without);
    double ratio =
        jackknife > 0 && independent > 0
            ? jackknife / independent
            : Math.sqrt((double) rows.rows(counts.all()) / counts.size());
    TDistribution student = new TDistribution(without.size() - 1.0);
    return Optional.of(
        estimate.stretched(
            estimate.method() + CLUSTERS,
            z ->
                Math.max(1, ratio)
                    * -student.inverseCumulativeProbability(
                        Math.max(Double.MIN_NORMAL, Quantiles.outside(z) / 2))));
  }

  /** Of the figures without each bucket; 0 where one is undefined. */
  private double standardError(Described metric, List<S> without) {
    List<Double> values = new ArrayList<>();
    for (S counts : without) {
      rows.value(metric, counts).value().ifPresent(values::add);
    }
    double mean = values.stream().mapToDouble(value -> value).average().orElse(0);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    int buckets = values.size();
    return buckets < without.size() ? 0 : Math.sqrt(squares * (buckets - 1) / buckets);
  }
}
