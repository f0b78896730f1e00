package dev.holdout.learn;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the further fits of {@link NestedFolds} found about one family.
 *
 * @param family the learner's name
 * @param byOuter a fold's index → its candidates, in the order given; their metrics are over the
 *     inner folds that have a further fit, in the order of {@link NestedFolds.Outer#inner}
 */
public record NestedFamily(String family, SortedMap<Integer, List<CandidateResult>> byOuter) {
  public NestedFamily {
    SortedMap<Integer, List<CandidateResult>> copy = new TreeMap<>();
    byOuter.forEach((outer, candidates) -> copy.put(outer, List.copyOf(candidates)));
    byOuter = Collections.unmodifiableSortedMap(copy);
  }
}
