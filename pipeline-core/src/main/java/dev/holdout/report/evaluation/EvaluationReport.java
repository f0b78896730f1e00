package dev.holdout.report.evaluation;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.ModelComparison;
import dev.holdout.evaluation.EvaluationResult;
import dev.holdout.evaluation.Fairness;
import dev.holdout.lineage.Build;
import dev.holdout.slice.ConfirmedSlices;
import java.time.Instant;
import java.util.Optional;

/**
 * An evaluation of predictions, and of what.
 *
 * @param source the file or table that was read
 * @param created when
 * @param code the code that ran
 * @param columns which columns were read as what
 * @param result what was found
 */
public record EvaluationReport(
    String source, Instant created, Build code, Columns columns, EvaluationResult result) {
  /** Every metric, overall and by segment. */
  public Evaluation evaluation() {
    return result.evaluation();
  }

  /** Between groups of protected attributes. */
  public Optional<Fairness> fairness() {
    return result.fairness();
  }

  /** The slices that nobody named, on rows that they were not found on. */
  public Optional<ConfirmedSlices> slices() {
    return result.slices();
  }

  /** With the scores of another model on the same rows. */
  public Optional<ModelComparison> comparison() {
    return result.comparison();
  }

  /**
   * Which columns were read as what.
   *
   * @param label the truth
   * @param positive the value that counts as positive, where the task has one
   * @param score of the model; empty where only decisions exist
   * @param prediction decisions or predicted values
   * @param weight of rows
   * @param cluster rows that belong together
   * @param baseline the score of the model compared with
   */
  public record Columns(
      String label,
      Optional<String> positive,
      Optional<String> score,
      Optional<String> prediction,
      Optional<String> weight,
      Optional<String> cluster,
      Optional<String> baseline) {}
}
