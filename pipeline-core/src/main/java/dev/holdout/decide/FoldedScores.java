package dev.holdout.decide;

import dev.holdout.stat.AdaptiveHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts by score in parts, each a fold or a set of folds, so that a decision can be fitted without
 * a part and judged on it. No two folds share a row.
 *
 * @param parts at most {@value #MOST_PARTS}, by number
 */
record FoldedScores(SortedMap<Integer, AdaptiveHistogram> parts) {
  /** More folds than these are taken together. */
  static final int MOST_PARTS = 20;

  /**
   * A part and all others.
   *
   * @param number of the part
   */
  record Part(int number, AdaptiveHistogram own, FoldedScores others) {}

  /** From counts by fold. */
  static FoldedScores of(Map<Integer, AdaptiveHistogram> byFold) {
    SortedMap<Integer, AdaptiveHistogram> parts = new TreeMap<>();
    byFold.forEach(
        (fold, counts) -> parts.merge(fold % MOST_PARTS, counts, AdaptiveHistogram::and));
    return new FoldedScores(parts);
  }

  /** Each part beside all others; none where there is one part alone. */
  List<Part> divided() {
    List<Part> divided = new ArrayList<>();
    if (parts.size() > 1) {
      parts.forEach((number, own) -> divided.add(new Part(number, own, without(number))));
    }
    return divided;
  }

  private FoldedScores without(int number) {
    SortedMap<Integer, AdaptiveHistogram> others = new TreeMap<>(parts);
    others.remove(number);
    return new FoldedScores(others);
  }

  /** All parts together; there must be one. */
  AdaptiveHistogram merged() {
    return parts.values().stream().reduce(AdaptiveHistogram::and).orElseThrow();
  }

  /** Rows of all parts. */
  double rows() {
    return parts.values().stream().mapToDouble(part -> DecisionCounts.of(part).rows()).sum();
  }
}
