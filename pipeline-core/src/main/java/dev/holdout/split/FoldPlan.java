package dev.holdout.split;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Blocks over Training and the folds made of them.
 *
 * <p>A layer is one division of Training into blocks, with a column of its own. Repeats of k-fold
 * are layers; every other plan has one. Block numbers are unique over all layers.
 *
 * @param blocks number of blocks, numbered from 0
 * @param layers number of block columns
 * @param folds the folds, by index
 */
public record FoldPlan(int blocks, int layers, List<Fold> folds) {
  public FoldPlan {
    folds = List.copyOf(folds);
  }

  /** Blocks that no fold trains or validates on, such as gaps in time. */
  public Set<Integer> unused() {
    Set<Integer> unused = IntStream.range(0, blocks).boxed().collect(Collectors.toSet());
    for (Fold fold : folds) {
      unused.removeAll(fold.training());
      unused.removeAll(fold.validation());
    }
    return unused;
  }

  /** K-fold: each block is validated on once, by a model of all others. */
  public static FoldPlan kFold(int k) {
    return kFold(k, 1);
  }

  /** Repeated k-fold: layer l has the blocks from {@code l * k}. */
  public static FoldPlan kFold(int k, int repeats) {
    List<String> descriptions = new ArrayList<>();
    for (int block = 0; block < k * repeats; block++) {
      descriptions.add(repeats == 1 ? "" : "repeat " + (block / k + 1));
    }
    return leaveOneBlockOut(k, repeats, descriptions);
  }

  /** Each block of each layer is validated on once, by a model of the layer's others. */
  static FoldPlan leaveOneBlockOut(int k, int layers, List<String> descriptions) {
    List<Fold> folds = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      SortedSet<Integer> all = new TreeSet<>();
      for (int block = layer * k; block < (layer + 1) * k; block++) {
        all.add(block);
      }
      for (int block : all) {
        SortedSet<Integer> others = new TreeSet<>(all);
        others.remove(block);
        folds.add(
            new Fold(
                folds.size(),
                layer,
                others,
                new TreeSet<>(List.of(block)),
                descriptions.get(block)));
      }
    }
    return new FoldPlan(k * layers, layers, folds);
  }
}
