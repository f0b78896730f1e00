package dev.holdout.split;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Stratified k-fold. A stratum's rows, ordered by a hash of their keys, are cut into k runs.
 *
 * <p>The runs of all strata are dealt to the blocks in turn, stratum after stratum of one class:
 * blocks so differ by one row at most in each stratum, in each class and in all, unless rows with
 * one key straddle a cut. Two light scans for each repeat. Appended rows can move earlier rows
 * between blocks, since the cuts follow the rows.
 */
final class StratifiedFolds implements FoldScheme {
  @Override
  public Blocks plan(Planning planning) {
    return Blocks.kFold(planning.spec().folds(), layer -> layer(planning, layer));
  }

  private static Place layer(Planning planning, int layer) {
    int k = planning.spec().folds().count();
    String purpose = purpose(layer);
    Ranks ranks = planning.strataBy(Place.Of.ROW, purpose);
    Map<Double, Long> ofClass = ranks.ofClass();
    planning.check(ofClass, k);

    Map<Long, List<Long>> first = new HashMap<>();
    Map<Long, List<Integer>> dealt = new HashMap<>();
    long dealtRows = 0;
    for (double labelClass : ofClass.keySet()) {
      for (Map.Entry<Long, Double> stratum : ranks.classes().entrySet()) {
        if (stratum.getValue() == labelClass) {
          long rows = ranks.rows(stratum.getKey());
          deal(rows, k, (int) (dealtRows % k), first, dealt, stratum.getKey());
          dealtRows += rows;
        }
      }
    }
    Map<Long, List<Long>> cuts = ranks.at(first);
    SortedMap<Long, StepFunction.Steps> steps = new TreeMap<>();
    dealt.forEach(
        (stratum, blocks) ->
            steps.put(
                stratum,
                StepFunction.Steps.of(
                    cuts.getOrDefault(stratum, List.of()),
                    blocks.stream().map(block -> layer * k + block).toList())));
    return new Place(Place.Of.ROW, purpose, StepFunction.of(steps));
  }

  /** The ranks at which a stratum's runs begin, but for the first, and the block of each run. */
  private static void deal(
      long rows,
      int k,
      int offset,
      Map<Long, List<Long>> first,
      Map<Long, List<Integer>> dealt,
      long stratum) {
    List<Long> ranks = new ArrayList<>();
    List<Integer> blocks = new ArrayList<>();
    long rank = 0;
    for (int turn = 0; turn < k; turn++) {
      long run = rows / k + (turn < rows % k ? 1 : 0);
      if (run > 0) {
        if (rank > 0) {
          ranks.add(rank);
        }
        blocks.add((offset + turn) % k);
      }
      rank += run;
    }
    first.put(stratum, ranks);
    dealt.put(stratum, blocks);
  }

  /** The first layer's draws are those of a plan without repeats. */
  static String purpose(int layer) {
    return layer == 0 ? "block" : "block, repeat " + layer;
  }
}
