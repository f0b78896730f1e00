package dev.holdout.split;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Two disjoint sets of blocks: those a fold trains on and those it validates on. Blocks in neither
 * are the gap, the purge or the future.
 *
 * @param index from 0
 * @param training blocks it trains on
 * @param validation blocks it validates on
 */
public record Fold(int index, SortedSet<Integer> training, SortedSet<Integer> validation) {
  public Fold {
    training = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(training));
    validation = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(validation));
    if (training.isEmpty() || validation.isEmpty()) {
      throw new IllegalArgumentException("fold " + index + " has no blocks on one side");
    }
    if (!java.util.Collections.disjoint(training, validation)) {
      throw new IllegalArgumentException("fold " + index + " validates on what it trains on");
    }
  }

  static Fold of(int index, Set<Integer> training, Set<Integer> validation) {
    return new Fold(index, new TreeSet<>(training), new TreeSet<>(validation));
  }
}
