package dev.holdout.rebalance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many synthetic rows are made from each row: in proportion to the row's share, the fractions
 * going to the largest remainders (Hamilton's method), and all of them together exactly as many as
 * wanted.
 *
 * @param each share → what its rows get; only shares above 0 that rows have
 */
record Dealing(SortedMap<Integer, Portion> each) {
  Dealing {
    each = Collections.unmodifiableSortedMap(new TreeMap<>(each));
  }

  /**
   * What rows of one share get.
   *
   * @param every each of them
   * @param more how many of them get one more
   */
  record Portion(long every, long more) {}

  /**
   * Deals.
   *
   * @param rows share → how many rows have it, at least one of them above 0
   * @param wanted how many synthetic rows
   */
  static Dealing of(Map<Integer, Long> rows, long wanted) {
    List<Map.Entry<Integer, Long>> sharing =
        rows.entrySet().stream().filter(entry -> entry.getKey() > 0).toList();
    long shares = sharing.stream().mapToLong(entry -> entry.getKey() * entry.getValue()).sum();
    long left = wanted;
    for (Map.Entry<Integer, Long> entry : sharing) {
      left -= every(entry.getKey(), wanted, shares) * entry.getValue();
    }
    List<Map.Entry<Integer, Long>> byRemainder = new ArrayList<>(sharing);
    byRemainder.sort(
        Comparator.<Map.Entry<Integer, Long>>comparingLong(
                entry -> -(wanted * entry.getKey() % shares))
            .thenComparing(entry -> -entry.getKey()));
    SortedMap<Integer, Portion> each = new TreeMap<>();
    for (Map.Entry<Integer, Long> entry : byRemainder) {
      long more = Math.min(left, entry.getValue());
      each.put(entry.getKey(), new Portion(every(entry.getKey(), wanted, shares), more));
      left -= more;
    }
    return new Dealing(each);
  }

  private static long every(int share, long wanted, long shares) {
    return Math.multiplyExact(wanted, share) / shares;
  }
}
