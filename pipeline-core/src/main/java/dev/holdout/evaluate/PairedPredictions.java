package dev.holdout.evaluate;

import dev.holdout.evaluate.PairedEvaluator.ScoredBy;
import java.util.Optional;

/**
 * Which columns hold two models' predictions of the same rows.
 *
 * @param label a column of 0 and 1 or of booleans
 * @param baseline what is compared with
 * @param score what is compared
 * @param weight what a row counts
 * @param cluster rows of one value are not independent
 */
public record PairedPredictions(
    String label,
    ScoredBy baseline,
    ScoredBy score,
    Optional<String> weight,
    Optional<String> cluster) {
  /** Of independent rows of equal weight. */
  public static PairedPredictions of(String label, ScoredBy baseline, ScoredBy score) {
    return new PairedPredictions(label, baseline, score, Optional.empty(), Optional.empty());
  }
}
