package dev.holdout.fairness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts of groups, and every way in which one can be found from others: a whole is the sum of its
 * parts.
 *
 * <p>The parts of all rows are the groups of each division; the parts of a group are the groups of
 * a division by one attribute more. What the groups of a division leave over of the whole, because
 * not all are listed, is one more part that is never shown.
 */
final class CellTable {
  /** All rows. */
  static final Map<String, Optional<String>> ALL = Map.of();

  private final Map<Map<String, Optional<String>>, long[]> counts = new LinkedHashMap<>();

  /** Adds a group unless it is there; the same kinds of counts for each, rows first. */
  void add(Map<String, Optional<String>> group, long... kinds) {
    counts.putIfAbsent(group, kinds.clone());
  }

  Set<Map<String, Optional<String>>> groups() {
    return counts.keySet();
  }

  long[] counts(Map<String, Optional<String>> group) {
    long[] kinds = counts.get(group);
    if (kinds == null) {
      throw new IllegalArgumentException("no group " + group);
    }
    return kinds.clone();
  }

  /**
   * A whole and its parts.
   *
   * @param whole the group, or {@link #ALL}
   * @param parts groups that together, with what is left over, are the whole
   * @param left what they leave over, by kind
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Sum(
      Map<String, Optional<String>> whole, List<Map<String, Optional<String>>> parts, long[] left) {
    boolean leavesSome() {
      return left[0] > 0;
    }
  }

  /** Every sum; groups that overlap have none. */
  List<Sum> sums() {
    Map<Set<String>, Map<Map<String, Optional<String>>, List<Map<String, Optional<String>>>>>
        byWhole = new LinkedHashMap<>();
    for (Map<String, Optional<String>> part : counts.keySet()) {
      if (part.isEmpty()) {
        continue;
      }
      collect(byWhole, part, ALL, part.keySet());
      for (String attribute : part.size() > 1 ? part.keySet() : Set.<String>of()) {
        Map<String, Optional<String>> whole = new LinkedHashMap<>(part);
        whole.remove(attribute);
        collect(byWhole, part, whole, part.keySet());
      }
    }
    List<Sum> sums = new ArrayList<>();
    for (var division : byWhole.values()) {
      division.forEach((whole, parts) -> sum(whole, parts).ifPresent(sums::add));
    }
    return sums;
  }

  private void collect(
      Map<Set<String>, Map<Map<String, Optional<String>>, List<Map<String, Optional<String>>>>>
          byWhole,
      Map<String, Optional<String>> part,
      Map<String, Optional<String>> whole,
      Collection<String> attributes) {
    if (counts.containsKey(whole)) {
      byWhole
          .computeIfAbsent(new LinkedHashSet<>(attributes), division -> new LinkedHashMap<>())
          .computeIfAbsent(whole, parts -> new ArrayList<>())
          .add(part);
    }
  }

  private Optional<Sum> sum(
      Map<String, Optional<String>> whole, List<Map<String, Optional<String>>> parts) {
    long[] left = counts(whole);
    for (Map<String, Optional<String>> part : parts) {
      long[] kinds = counts(part);
      for (int kind = 0; kind < left.length; kind++) {
        left[kind] -= kinds[kind];
      }
    }
    if (left[0] < 0) {
      return Optional.empty();
    }
    // Effective rows of weighted groups do not add up to the last one.
    return Optional.of(
        new Sum(whole, parts, Arrays.stream(left).map(count -> Math.max(0, count)).toArray()));
  }
}
