package dev.holdout.evaluation;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.ModelComparison;
import dev.holdout.slice.ConfirmedSlices;
import java.util.Optional;

/**
 * All that an evaluation found.
 *
 * @param evaluation every metric, overall and by segment
 * @param fairness between groups of protected attributes
 * @param slices the slices with larger errors that nobody named, on rows that they were not found
 *     on
 * @param comparison with the scores of another model on the same rows
 */
public record EvaluationResult(
    Evaluation evaluation,
    Optional<Fairness> fairness,
    Optional<ConfirmedSlices> slices,
    Optional<ModelComparison> comparison) {
  /** Metrics and nothing beside them. */
  public static EvaluationResult of(Evaluation evaluation) {
    return new EvaluationResult(evaluation, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same with another note for readers. */
  public EvaluationResult noting(String note) {
    return with(evaluation.noting(note));
  }

  EvaluationResult with(Evaluation other) {
    return new EvaluationResult(other, fairness, slices, comparison);
  }

  EvaluationResult with(Fairness found) {
    return new EvaluationResult(evaluation, Optional.of(found), slices, comparison);
  }

  EvaluationResult with(ConfirmedSlices found) {
    return new EvaluationResult(evaluation, fairness, Optional.of(found), comparison);
  }

  EvaluationResult with(ModelComparison compared) {
    return new EvaluationResult(evaluation, fairness, slices, Optional.of(compared));
  }
}
