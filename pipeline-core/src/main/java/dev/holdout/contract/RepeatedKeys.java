package dev.holdout.contract;

import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which keys occur more than once or conflict, found on the driver from the digests of all rows.
 *
 * @param single rows of keys that occur once
 * @param keys what is known of each other key
 */
record RepeatedKeys(long single, Map<Key, Found> keys) {
  /** Both halves of a key's digest. */
  record Key(long high, long low) implements Serializable {}

  /** What is known of a key. */
  static final class Found {
    private long fresh;
    private long before;
    private boolean conflict;
    private long contentHigh;
    private long contentLow;
    private final Map<Integer, Long> firstCopies = new HashMap<>();

    private void add(long high, long low) {
      conflict |= fresh + before > 0 && (high != contentHigh || low != contentLow);
      contentHigh = high;
      contentLow = low;
    }

    /** How many of the rows that are read now have the key. */
    long fresh() {
      return fresh;
    }

    /** How many rows of the dataset have the key already. */
    long before() {
      return before;
    }

    /** Whether rows of the key differ in content. */
    boolean conflict() {
      return conflict;
    }
  }

  /**
   * For each key and each partition that has rows of it, the number of the first of them among all
   * rows with the key, from 1, those of the dataset before. So every task numbers its copies
   * without knowing the others'.
   */
  Map<Key, Map<Integer, Long>> firstCopies() {
    Map<Key, Map<Integer, Long>> all = new HashMap<>();
    keys.forEach(
        (key, found) -> {
          Map<Integer, Long> numbers = new HashMap<>(found.firstCopies);
          numbers.replaceAll((partition, before) -> before + found.before + 1);
          all.put(key, numbers);
        });
    return all;
  }

  /**
   * Finds them.
   *
   * @param fresh of the rows that are read now
   * @param before of the rows of the dataset
   */
  static RepeatedKeys of(KeyDigests fresh, KeyDigests before) {
    Set<Long> repeated = fresh.repeated(before);
    Map<Key, Found> keys = new LinkedHashMap<>();
    long single = add(fresh, repeated, keys, true);
    add(before, repeated, keys, false);
    for (int at = 0; at < before.conflicts().length; at += 2) {
      Found found = keys.get(new Key(before.conflicts()[at], before.conflicts()[at + 1]));
      if (found != null) {
        found.conflict = true;
      }
    }
    for (var each = keys.values().iterator(); each.hasNext(); ) {
      Found found = each.next();
      if (!found.conflict && found.fresh + found.before == 1) {
        single++; // Two keys that share the first half of their digests.
        each.remove();
      }
    }
    return new RepeatedKeys(single, keys);
  }

  /** Adds the rows whose key may repeat; the number of the others. */
  private static long add(
      KeyDigests rows, Set<Long> repeated, Map<Key, Found> keys, boolean fresh) {
    long others = 0;
    int partition = 0;
    for (int row = 0; row < rows.size(); row++) {
      while (row >= rows.ends()[partition]) {
        partition++;
      }
      if (!repeated.contains(rows.number(row, 0))) {
        others++;
        continue;
      }
      Key key = new Key(rows.number(row, 0), rows.number(row, 1));
      Found found = fresh ? keys.computeIfAbsent(key, unseen -> new Found()) : keys.get(key);
      if (found != null) {
        found.add(rows.number(row, 2), rows.number(row, 3));
        if (fresh) {
          found.firstCopies.putIfAbsent(partition, found.fresh);
          found.fresh++;
        } else {
          found.before++;
        }
      }
    }
    return others;
  }
}
