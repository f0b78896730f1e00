package dev.holdout.split;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Blocks over Training and the folds made of them.
 *
 * @param blocks number of blocks, numbered from 0
 * @param folds the folds, by index
 */
public record FoldPlan(int blocks, List<Fold> folds) {
  public FoldPlan {
    folds = List.copyOf(folds);
  }

  /** K-fold: each block is validated on once, by a model of all others. */
  public static FoldPlan kFold(int k) {
    Set<Integer> all = IntStream.range(0, k).boxed().collect(Collectors.toSet());
    List<Fold> folds = new ArrayList<>();
    for (int block = 0; block < k; block++) {
      Set<Integer> others = new TreeSet<>(all);
      others.remove(block);
      folds.add(Fold.of(block, others, Set.of(block)));
    }
    return new FoldPlan(k, folds);
  }
}
