package dev.holdout.rebalance;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rows of each class, and what they weigh together.
 *
 * @param classes label → its count; only classes that have rows
 */
public record ClassCounts(SortedMap<Double, Count> classes) {
  public ClassCounts {
    classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
  }

  /**
   * One class.
   *
   * @param rows how many
   * @param weight the sum of their weights
   */
  public record Count(long rows, double weight) {
    static final Count NONE = new Count(0, 0);
  }

  /** Of one class; zeros where it has no rows. */
  public Count of(double label) {
    return classes.getOrDefault(label, Count.NONE);
  }

  /** All rows. */
  public long rows() {
    return classes.values().stream().mapToLong(Count::rows).sum();
  }

  /** The label with most rows, the lowest among equals. */
  public double majority() {
    double majority = classes.firstKey();
    for (double label : classes.keySet()) {
      if (of(label).rows > of(majority).rows) {
        majority = label;
      }
    }
    return majority;
  }

  /** The share of a class in the weight of all rows. */
  public double share(double label) {
    return of(label).weight / classes.values().stream().mapToDouble(Count::weight).sum();
  }
}
