package dev.holdout.learn;

import dev.holdout.lineage.TableVersion;
import java.util.List;
import java.util.Optional;

/**
 * What cross-validation found about one family.
 *
 * @param family the learner's name
 * @param candidates its candidates, in the order given
 * @param outOfFold their out-of-fold scores, and nothing else: {@code _row_key, candidate, fold,
 *     _label, _score}; empty when every candidate failed
 */
public record FamilyResult(
    String family, List<CandidateResult> candidates, Optional<TableVersion> outOfFold) {
  public FamilyResult {
    candidates = List.copyOf(candidates);
  }
}
