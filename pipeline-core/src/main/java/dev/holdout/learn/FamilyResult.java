package dev.holdout.learn;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.holdout.lineage.TableVersion;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What cross-validation found about one family.
 *
 * @param family the learner's name
 * @param candidates its candidates, in the order given
 * @param outOfFold their out-of-fold scores, and nothing else: {@code _row_key, candidate, fold,
 *     _label, _score}; empty when every candidate failed
 * @param rebalancing what was done to the training rows of each fold, by the fold's index, for all
 *     candidates alike; without folds whose rows were left as they are
 */
public record FamilyResult(
    String family,
    List<CandidateResult> candidates,
    Optional<TableVersion> outOfFold,
    SortedMap<Integer, Rebalancing> rebalancing) {
  @JsonCreator
  public FamilyResult {
    candidates = List.copyOf(candidates);
    rebalancing = Collections.unmodifiableSortedMap(new TreeMap<>(rebalancing));
  }

  /** Where all rows were left as they are. */
  public FamilyResult(
      String family, List<CandidateResult> candidates, Optional<TableVersion> outOfFold) {
    this(family, candidates, outOfFold, Collections.emptySortedMap());
  }
}
