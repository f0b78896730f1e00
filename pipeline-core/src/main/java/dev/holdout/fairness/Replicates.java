package dev.holdout.fairness;

import dev.holdout.measure.DesignEffect;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A group's figure without one bucket of clusters at a time. A bucket is left out of all groups of
 * a comparison at once, so that a cluster may have rows in several.
 *
 * @param without each bucket that has rows of the group; none where rows are independent
 * @param all with every bucket, from the same small counts
 * @param rows of the group
 */
record Replicates(SortedMap<Integer, Measure> without, Measure all, double rows) {
  static Replicates of(Member member, GroupFigure figure) {
    SortedMap<Integer, Measure> without = new TreeMap<>();
    double rows = member.cells().rows();
    return member
        .left()
        .map(
            left -> {
              left.without().forEach((bucket, rest) -> without.put(bucket, figure.value(rest)));
              return new Replicates(without, figure.value(left.all()), rows);
            })
        .orElse(new Replicates(without, Measure.undefined("rows are independent"), rows));
  }

  /** By how much clusters stretch the figure's intervals; empty where there are none. */
  Optional<DesignEffect> effect(Estimate independent) {
    return DesignEffect.of(independent, List.copyOf(without.values()), rows);
  }

  /** The same of the difference between this group's figure and another's. */
  Optional<DesignEffect> effect(Estimate independent, Replicates other) {
    SortedSet<Integer> buckets = new TreeSet<>(without.keySet());
    buckets.addAll(other.without.keySet());
    return DesignEffect.of(
        independent,
        buckets.stream()
            .map(
                bucket ->
                    without
                        .getOrDefault(bucket, all)
                        .less(other.without.getOrDefault(bucket, other.all)))
            .toList(),
        rows + other.rows);
  }

  /**
   * A figure of several groups with intervals that allow for clusters, where there are any.
   *
   * @param independent the figure with intervals of independent rows
   * @param figure that of such groups
   */
  static Estimate allowing(
      Estimate independent, List<Member> groups, Function<List<Member>, Measure> figure) {
    SortedSet<Integer> buckets = new TreeSet<>();
    groups.forEach(
        member -> member.left().ifPresent(left -> buckets.addAll(left.without().keySet())));
    List<Measure> without = new ArrayList<>();
    for (int bucket : buckets) {
      without.add(figure.apply(groups.stream().map(member -> member.without(bucket)).toList()));
    }
    double rows = groups.stream().mapToDouble(member -> member.cells().rows()).sum();
    return stretched(independent, DesignEffect.of(independent, without, rows));
  }

  static Estimate stretched(Estimate independent, Optional<DesignEffect> effect) {
    return effect.map(found -> found.stretched(independent)).orElse(independent);
  }

  /** The effects of all pairs of groups; none where rows are independent. */
  static List<List<DesignEffect>> ofPairs(List<Estimate> independent, List<Replicates> groups) {
    if (groups.stream().allMatch(group -> group.without.isEmpty())) {
      return List.of();
    }
    return IntStream.range(0, groups.size())
        .mapToObj(
            a ->
                IntStream.range(0, a)
                    .mapToObj(
                        b ->
                            groups
                                .get(a)
                                .effect(independent.get(a).minus(independent.get(b)), groups.get(b))
                                .orElseThrow())
                    .toList())
        .toList();
  }
}
