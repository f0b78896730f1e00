package dev.holdout.learn;

import dev.holdout.lineage.TableVersion;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of the search.
 *
 * @param metric the metric that decided
 * @param candidates all candidates, best first, failures last
 * @param selected id of the winner
 * @param reason in one sentence, why it won
 * @param outOfFold the table of out-of-fold scores: {@code _row_key, candidate, fold, label, score}
 * @param nested the search judged as a whole, its choice included; empty unless asked for
 */
public record CrossValidation(
    String metric,
    List<CandidateResult> candidates,
    String selected,
    String reason,
    TableVersion outOfFold,
    Optional<NestedCrossValidation> nested) {
  public CrossValidation {
    candidates = List.copyOf(candidates);
  }

  /** The candidate that won. */
  public Candidate winner() {
    return candidates.stream()
        .filter(result -> result.id().equals(selected))
        .map(CandidateResult::candidate)
        .findFirst()
        .orElseThrow();
  }

  /** The same, judged as a whole. */
  public CrossValidation with(NestedCrossValidation judged) {
    return new CrossValidation(
        metric, candidates, selected, reason, outOfFold, Optional.of(judged));
  }
}
