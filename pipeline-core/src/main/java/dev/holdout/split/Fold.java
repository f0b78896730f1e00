package dev.holdout.split;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Two disjoint sets of blocks: those a fold trains on and those it validates on. Blocks in neither
 * are the gap, the purge or the future.
 *
 * @param index from 0
 * @param layer which of the table's block columns the blocks belong to: 0 but for repeats
 * @param training blocks it trains on
 * @param validation blocks it validates on
 * @param description what is special about it, such as its window of time; may be empty
 */
public record Fold(
    int index,
    int layer,
    SortedSet<Integer> training,
    SortedSet<Integer> validation,
    String description) {
  public Fold {
    training = Collections.unmodifiableSortedSet(new TreeSet<>(training));
    validation = Collections.unmodifiableSortedSet(new TreeSet<>(validation));
    if (training.isEmpty() || validation.isEmpty()) {
      throw new IllegalArgumentException("fold " + index + " has no blocks on one side");
    }
    if (!Collections.disjoint(training, validation)) {
      throw new IllegalArgumentException("fold " + index + " validates on what it trains on");
    }
  }

  /** A fold of the first layer. */
  static Fold of(
      int index, SortedSet<Integer> training, SortedSet<Integer> validation, String description) {
    return new Fold(index, 0, training, validation, description);
  }
}
