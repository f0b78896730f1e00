package dev.holdout.fairness;

import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.fairness.BenefitEntropy.Benefits;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.DesignEffect;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A group with what its figures are functions of.
 *
 * @param value attribute → value
 * @param counts of its rows
 * @param cells its decisions at the threshold, in effective rows
 * @param threshold a decision is positive when the score is at least this
 * @param confidence of intervals
 * @param enough whether it has rows enough to be judged
 * @param left what is left without clusters; empty where rows are independent
 */
record Member(
    Map<String, Optional<String>> value,
    ScoreCounts counts,
    GroupCells cells,
    double threshold,
    Confidence confidence,
    boolean enough,
    Optional<Left> left) {
  /**
   * The group without clusters.
   *
   * @param without each bucket of clusters that has rows
   * @param all with every one of them, from the same small counts
   */
  record Left(SortedMap<Integer, Member> without, Member all) {}

  static Member of(Group group, double threshold, FairnessSpec spec) {
    boolean enough =
        group.counts().rows() >= spec.minRows()
            && group
                .clusters()
                .filter(clusters -> clusters.buckets().size() < DesignEffect.FEWEST_BUCKETS)
                .isEmpty();
    Member alone = of(group.value(), group.counts(), threshold, spec, enough, Optional.empty());
    return group
        .clusters()
        .map(
            clusters -> {
              SortedMap<Integer, Member> without = new TreeMap<>();
              clusters
                  .without()
                  .forEach((bucket, counts) -> without.put(bucket, alone.with(counts)));
              return of(
                  group.value(),
                  group.counts(),
                  threshold,
                  spec,
                  enough,
                  Optional.of(new Left(without, alone.with(clusters.all()))));
            })
        .orElse(alone);
  }

  private static Member of(
      Map<String, Optional<String>> value,
      ScoreCounts counts,
      double threshold,
      FairnessSpec spec,
      boolean enough,
      Optional<Left> left) {
    return new Member(
        value,
        counts,
        GroupCells.of(counts.confusion(threshold)),
        threshold,
        spec.confidence().of(value.toString()),
        enough,
        left);
  }

  private Member with(ScoreCounts others) {
    return new Member(
        value,
        others,
        GroupCells.of(others.confusion(threshold)),
        threshold,
        confidence,
        enough,
        Optional.empty());
  }

  /** Whether there are clusters enough to tell how alike their rows are, where there are any. */
  boolean hasBuckets() {
    return left.filter(known -> known.without.size() < DesignEffect.FEWEST_BUCKETS).isEmpty();
  }

  /** The same without a bucket of clusters, of which it may have no rows. */
  Member without(int bucket) {
    return left.map(known -> known.without.getOrDefault(bucket, known.all)).orElse(this);
  }

  long rows() {
    return counts.rows();
  }

  long positives() {
    return counts.positives();
  }

  /** What its rows weigh by benefit; of all groups on one scale, whatever each has of evidence. */
  Benefits benefits() {
    return Benefits.of(cells).times(1 / counts.scale());
  }

  String words() {
    return Group.words(value);
  }
}
