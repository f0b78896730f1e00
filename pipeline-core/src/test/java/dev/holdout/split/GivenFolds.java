package dev.holdout.split;

import java.util.Set;
import java.util.TreeSet;

/** Folds for tests of other packages, of any blocks. */
public final class GivenFolds {
  private GivenFolds() {}

  public static Fold fold(int index, Set<Integer> training, Set<Integer> validation) {
    return Fold.of(index, new TreeSet<>(training), new TreeSet<>(validation), "");
  }
}
