package dev.holdout.split;

import java.util.Arrays;

/**
 * Group k-fold: rows of one group share a block. Blocks are balanced by rows, or by the rows of
 * each class.
 *
 * <p>One scan and one shuffle of groups for each repeat. Appended rows can move groups between
 * blocks. In repeats the groups are dealt in another order, and the first layer is the best
 * balanced.
 */
final class GroupFolds implements FoldScheme {
  private final boolean stratified;

  GroupFolds(boolean stratified) {
    this.stratified = stratified;
  }

  @Override
  public Blocks plan(Planning planning) {
    return Blocks.kFold(planning.spec().folds(), layer -> layer(planning, layer));
  }

  private Place layer(Planning planning, int layer) {
    int k = planning.spec().folds().count();
    String purpose = StratifiedFolds.purpose(layer);
    GroupCounts groups = GroupCounts.of(planning, purpose);
    planning.check(groups.ofClass(), 1);
    if (groups.size() < k) {
      throw planning.insufficient(
          "found %,d groups of \"%s\" in Training, expected at least %d, one for each fold. Lower `split.folds`, or"
              + " gather more groups.",
          groups.size(), planning.spec().group().orElseThrow(), k);
    }
    double[] shares = new double[k];
    Arrays.fill(shares, 1.0 / k);
    int[] blocks = GroupBalance.divide(stratified ? groups.rows() : groups.totals(), shares);
    for (int group = 0; group < blocks.length; group++) {
      blocks[group] += layer * k;
    }
    return new Place(Place.Of.GROUP, purpose, groups.steps(blocks));
  }
}
