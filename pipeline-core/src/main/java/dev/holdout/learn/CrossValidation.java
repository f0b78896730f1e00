package dev.holdout.learn;

import dev.holdout.lineage.TableVersion;
import java.util.List;

/**
 * The outcome of the search.
 *
 * @param metric the metric that decided
 * @param candidates all candidates, best first, failures last
 * @param selected id of the winner
 * @param reason in one sentence, why it won
 * @param outOfFold the table of out-of-fold scores: {@code _row_key, candidate, fold, label, score}
 */
public record CrossValidation(
    String metric,
    List<CandidateResult> candidates,
    String selected,
    String reason,
    TableVersion outOfFold) {
  public CrossValidation {
    candidates = List.copyOf(candidates);
  }
}
