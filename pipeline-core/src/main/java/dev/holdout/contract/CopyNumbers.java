package dev.holdout.contract;

import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the rows of one key in one partition, from that of the first; or leaves out all rows of
 * keys that repeat.
 */
final class CopyNumbers {
  private final Map<RepeatedKeys.Key, Map<Integer, Long>> firstCopies;
  private final int partition;
  private final boolean all;
  private final Map<RepeatedKeys.Key, Long> next = new HashMap<>();

  /**
   * The numbers of a partition.
   *
   * @param firstCopies what {@link RepeatedKeys#firstCopies} gives
   * @param all whether rows of keys that repeat are numbered, and not left out
   */
  CopyNumbers(Map<RepeatedKeys.Key, Map<Integer, Long>> firstCopies, int partition, boolean all) {
    this.all = all;
    this.firstCopies = firstCopies;
    this.partition = partition;
  }

  /**
   * The number of the next row with this key, from 1; 1 for a key that does not repeat, and 0 for
   * one that is left out.
   */
  long next(long high, long low) {
    if (firstCopies.isEmpty()) {
      return 1;
    }
    RepeatedKeys.Key key = new RepeatedKeys.Key(high, low);
    Map<Integer, Long> first = firstCopies.get(key);
    if (first == null) {
      return 1;
    }
    if (!all) {
      return 0;
    }
    long number = next.getOrDefault(key, first.getOrDefault(partition, 1L));
    next.put(key, number + 1);
    return number;
  }
}
