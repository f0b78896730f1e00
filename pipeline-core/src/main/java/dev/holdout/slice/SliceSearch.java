package dev.holdout.slice;

import dev.holdout.slice.FoundSlices.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The exact search for the slices with the highest scores, level by level: a slice of L + 1
 * conditions is a candidate where all its parts of L conditions were worth following (parents),
 * have rows enough together (size) and could hold a slice whose score is among the highest (score).
 * Bounds are the least of the parents' sizes, sums and largest errors.
 *
 * <p>Source: Sagadeeva & Boehm 2021, SliceLine. Where it departs: candidates are counted by
 * descending bound, so that most need not be counted once the best are known; a slice of the same
 * rows as one of its parents is not followed, since its rows are told already; a slice's own bound
 * is used beside those of its parents.
 *
 * <p>Memory: twice the most candidates, about 100 bytes each; those beyond with the lowest bounds
 * are dropped, which is told unless they could not have been among the best.
 */
final class SliceSearch {
  private static final int FIRST_BATCH = 1 << 12;
  private static final int BATCH = 1 << 15;

  /** Bounds lower than the score to reach by less than this are taken for rounding. */
  private static final double ROUNDING = 1e-9;

  private final SliceSpec spec;
  private final int[] featureOf;
  private final Counting counting;
  private final List<Level> levels = new ArrayList<>();
  private final TreeSet<Scored> best =
      new TreeSet<>(
          Comparator.comparingDouble((Scored slice) -> -slice.score)
              .thenComparingLong(slice -> -slice.counts.size)
              .thenComparingInt(slice -> SliceKey.size(slice.slice))
              .thenComparingLong(Scored::slice));
  private double dropped = Double.NEGATIVE_INFINITY;

  /**
   * A search.
   *
   * @param featureOf the feature of each condition, ascending
   * @param counting counts slices on all rows
   */
  SliceSearch(SliceSpec spec, int[] featureOf, Counting counting) {
    this.spec = spec;
    this.featureOf = featureOf;
    this.counting = counting;
  }

  /** Counts slices on all rows. */
  @FunctionalInterface
  interface Counting {
    /**
     * Counts.
     *
     * @param slices the conditions of each
     */
    SliceSums count(int[][] slices);
  }

  /** What is known of a slice: rows, sum of errors, largest error. */
  record Counts(long size, long sum, long largest) {
    private Counts least(Counts other) {
      return new Counts(
          Math.min(size, other.size), Math.min(sum, other.sum), Math.min(largest, other.largest));
    }
  }

  /** A slice with its score. */
  record Scored(long slice, Counts counts, double score) {}

  private record Candidate(long slice, long leastParent, double bound) {}

  /**
   * What was found.
   *
   * @param exact whether nothing dropped could have been among the best
   */
  record Found(List<Scored> best, boolean exact, List<Level> levels) {}

  /**
   * Searches.
   *
   * @param rows how many there are
   * @param errors their sum of errors in whole units, above 0
   */
  Found search(long rows, double errors) {
    long least = spec.minRows(rows);
    SliceScore score = new SliceScore((double) rows, errors, spec.alpha(), (double) least);
    List<Candidate> candidates = new ArrayList<>();
    for (int condition = 0; condition < featureOf.length; condition++) {
      candidates.add(new Candidate(SliceKey.of(condition), rows, Double.POSITIVE_INFINITY));
    }
    for (int level = 1; level <= spec.maxConditions() && !candidates.isEmpty(); level++) {
      Map<Long, Counts> followed = count(level, candidates, score);
      candidates = level == spec.maxConditions() ? List.of() : next(level, followed, score);
    }
    return new Found(List.copyOf(best), !(dropped >= toReach()), levels);
  }

  /** Counts candidates, notes the best, and tells those worth following. */
  private Map<Long, Counts> count(int level, List<Candidate> candidates, SliceScore score) {
    Map<Long, Counts> followed = new HashMap<>();
    int counted = 0;
    while (counted < candidates.size() && reaches(candidates.get(counted).bound)) {
      int end = Math.min(candidates.size(), counted + (counted == 0 ? FIRST_BATCH : BATCH));
      List<Candidate> batch = candidates.subList(counted, end);
      SliceSums sums =
          counting.count(
              batch.stream()
                  .map(candidate -> SliceKey.conditions(candidate.slice))
                  .toArray(int[][]::new));
      for (int at = 0; at < batch.size(); at++) {
        Counts counts = new Counts(sums.sizes()[at], sums.sums()[at], sums.largest()[at]);
        Candidate candidate = batch.get(at);
        if (counts.size < score.least()
            || counts.sum == 0
            || counts.size == candidate.leastParent) {
          continue;
        }
        note(
            new Scored(
                candidate.slice, counts, score.of((double) counts.size, (double) counts.sum)));
        followed.put(candidate.slice, counts);
      }
      counted = end;
    }
    followed.values().removeIf(counts -> !reaches(bound(score, counts)));
    levels.add(new Level(level, candidates.size(), counted, followed.size()));
    return followed;
  }

  private void note(Scored slice) {
    if (slice.score > 0) {
      best.add(slice);
      if (best.size() > spec.searched()) {
        best.pollLast();
      }
    }
  }

  /** The slices of one condition more, by descending bound. */
  private List<Candidate> next(int level, Map<Long, Counts> followed, SliceScore score) {
    Map<Long, List<Integer>> byPrefix = new HashMap<>();
    followed
        .keySet()
        .forEach(
            slice ->
                byPrefix
                    .computeIfAbsent(SliceKey.prefix(slice), unseen -> new ArrayList<>())
                    .add(SliceKey.last(slice)));
    List<Candidate> candidates = new ArrayList<>();
    byPrefix.forEach(
        (prefix, lasts) -> {
          for (int first : lasts) {
            for (int second : lasts) {
              if (featureOf[first] < featureOf[second]) {
                add(
                    candidates,
                    SliceKey.with(SliceKey.with(prefix, first), second),
                    level,
                    followed,
                    score);
              }
            }
          }
        });
    cut(candidates);
    return candidates;
  }

  private void add(
      List<Candidate> to, long slice, int level, Map<Long, Counts> followed, SliceScore score) {
    Counts least = new Counts(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    for (int place = 0; place <= level; place++) {
      Counts parent = followed.get(SliceKey.without(slice, place));
      if (parent == null) {
        return;
      }
      least = least.least(parent);
    }
    double bound = bound(score, least);
    if (reaches(bound)) {
      to.add(new Candidate(slice, least.size, bound));
      if (to.size() >= 2L * spec.maxCandidates()) {
        cut(to);
      }
    }
  }

  private void cut(List<Candidate> candidates) {
    candidates.sort(
        Comparator.comparingDouble((Candidate candidate) -> -candidate.bound)
            .thenComparingLong(Candidate::slice));
    if (candidates.size() > spec.maxCandidates()) {
      dropped = Math.max(dropped, candidates.get(spec.maxCandidates()).bound);
      candidates.subList(spec.maxCandidates(), candidates.size()).clear();
    }
  }

  private static double bound(SliceScore score, Counts counts) {
    return score.bound((double) counts.size, (double) counts.sum, (double) counts.largest);
  }

  private boolean reaches(double bound) {
    return bound > 0 && bound >= toReach();
  }

  /** What a score must be to be among the best. */
  private double toReach() {
    return best.size() < spec.searched()
        ? 0
        : best.last().score - ROUNDING * (1 + best.last().score);
  }
}
