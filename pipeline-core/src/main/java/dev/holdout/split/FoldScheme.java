package dev.holdout.split;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A way to divide Training into blocks and folds.
 *
 * <p>Always holds: a block depends on a row's numbers alone, rows with equal numbers share a block,
 * and no fold trains on a block that it validates on.
 */
@FunctionalInterface
interface FoldScheme {
  /** Plans; {@code planning} has the rows of Training. */
  Blocks plan(Planning planning);

  /**
   * Places for each layer, and the folds over the blocks.
   *
   * @param layers one place for each block column
   */
  record Blocks(List<Place> layers, FoldPlan folds) {
    public Blocks {
      layers = List.copyOf(layers);
    }

    /** K-fold, done as often as was asked for: each repeat is a layer with a place of its own. */
    static Blocks kFold(FoldSpec spec, IntFunction<Place> layer) {
      return new Blocks(
          IntStream.range(0, spec.repeats()).mapToObj(layer).toList(),
          FoldPlan.kFold(spec.count(), spec.repeats()));
    }
  }

  /** The scheme that was asked for. */
  static FoldScheme of(SplitSpec spec) {
    return switch (spec.folds().scheme()) {
      case STRATIFIED -> new StratifiedFolds();
      case GROUP -> new GroupFolds(false);
      case STRATIFIED_GROUP -> new GroupFolds(true);
      case LEAVE_ONE_GROUP_OUT -> new LeaveOneGroupOut();
      case HOLDOUT -> new ValidationPart();
      case WALK_FORWARD -> new WalkForward();
      case COMBINATORIAL_PURGED -> new CombinatorialPurged();
    };
  }
}
