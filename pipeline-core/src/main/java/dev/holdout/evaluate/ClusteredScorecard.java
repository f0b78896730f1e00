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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A scorecard of rows that are not independent, since those of one cluster (a customer, a machine)
 * belong together.
 *
 * <p>Intervals: {@link DesignEffect}. A difference between segment and rest has its own: each
 * bucket is left out of both at once, so that a cluster may have rows in both. Their ratio is made
 * of the two intervals as if none had, which errs on the wide side where a cluster's rows are
 * alike.
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
  public String unit() {
    return rows.unit();
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
  public Scorecard<Clustered<S>> applyingTo(Clustered<S> all) {
    return new ClusteredScorecard<>(rows.applyingTo(all.all()), bucket);
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
    Collection<S> without = counts.without().values();
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
    return estimate(metric, counts, counts.without().values(), confidence);
  }

  private Optional<Estimate> estimate(
      Described metric, Clustered<S> counts, Collection<S> without, Confidence confidence) {
    return rows.estimate(metric, counts.all(), confidence)
        .flatMap(estimate -> stretched(estimate, metric, counts, without));
  }

  private Optional<Estimate> stretched(
      Estimate independent, Described metric, Clustered<S> counts, Collection<S> without) {
    return DesignEffect.of(
            independent,
            without.stream().map(left -> rows.value(metric, left)).toList(),
            (double) rows(counts))
        .map(effect -> effect.stretched(independent));
  }

  @Override
  public List<Contrast> contrasts(
      Clustered<S> here, Clustered<S> elsewhere, Confidence confidence) {
    SortedMap<Integer, S> left = here.without();
    SortedMap<Integer, S> leftElsewhere = elsewhere.without();
    S small = here.coarse();
    S smallElsewhere = elsewhere.coarse();
    SortedSet<Integer> buckets = new TreeSet<>(left.keySet());
    buckets.addAll(leftElsewhere.keySet());
    List<Contrast> contrasts = new ArrayList<>();
    for (Contrast independent : rows.contrasts(here.all(), elsewhere.all(), confidence)) {
      Described metric = independent.metric();
      List<Measure> differences =
          buckets.stream()
              .map(
                  bucket ->
                      rows.value(metric, left.getOrDefault(bucket, small))
                          .less(
                              rows.value(
                                  metric, leftElsewhere.getOrDefault(bucket, smallElsewhere))))
              .toList();
      Optional<Estimate> one = stretched(independent.here(), metric, here, left.values());
      Optional<Estimate> other =
          stretched(independent.elsewhere(), metric, elsewhere, leftElsewhere.values());
      Optional<DesignEffect> effect =
          DesignEffect.of(
              independent.difference(), differences, (double) rows(here) + rows(elsewhere));
      if (one.isPresent() && other.isPresent() && effect.isPresent()) {
        contrasts.add(
            new Contrast(
                metric, one.get(), other.get(), effect.get().stretched(independent.difference())));
      }
    }
    return contrasts;
  }
}
