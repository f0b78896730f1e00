package dev.holdout.report.evaluation;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.ModelComparison;
import dev.holdout.fairness.FairnessResult;
import dev.holdout.lineage.Build;
import dev.holdout.slice.ConfirmedSlices;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an evaluation of predictions found.
 *
 * @param source the file or table that was read
 * @param created when
 * @param code the code that ran
 * @param columns which columns were read as what
 * @param evaluation every metric, overall and by segment
 * @param fairness between groups of protected attributes
 * @param slices the worst slices that nobody named, on rows that they were not found on
 * @param comparison with the scores of another model on the same rows
 */
public record EvaluationReport(
    String source,
    Instant created,
    Build code,
    Columns columns,
    Evaluation evaluation,
    Optional<Fairness> fairness,
    Optional<ConfirmedSlices> slices,
    Optional<ModelComparison> comparison) {

  /** An evaluation and nothing beside it. */
  public EvaluationReport(
      String source, Instant created, Build code, Columns columns, Evaluation evaluation) {
    this(
        source,
        created,
        code,
        columns,
        evaluation,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same of another evaluation. */
  public EvaluationReport with(Evaluation other) {
    return new EvaluationReport(
        source, created, code, columns, other, fairness, slices, comparison);
  }

  /** The same with what was found of fairness. */
  public EvaluationReport with(Fairness found) {
    return new EvaluationReport(
        source, created, code, columns, evaluation, Optional.of(found), slices, comparison);
  }

  /** The same with slices that were looked for. */
  public EvaluationReport with(ConfirmedSlices found) {
    return new EvaluationReport(
        source, created, code, columns, evaluation, fairness, Optional.of(found), comparison);
  }

  /** The same with a comparison of two models. */
  public EvaluationReport with(ModelComparison compared) {
    return new EvaluationReport(
        source, created, code, columns, evaluation, fairness, slices, Optional.of(compared));
  }

  /**
   * Fairness between groups.
   *
   * @param results the figures, by what divides the rows
   * @param verdicts one sentence for each division, then one for each figure of single rows that
   *     has a value
   * @param conflicts which definitions cannot hold together here, in sentences
   */
  public record Fairness(
      List<FairnessResult> results, List<String> verdicts, List<String> conflicts) {
    public Fairness {
      results = List.copyOf(results);
      verdicts = List.copyOf(verdicts);
      conflicts = List.copyOf(conflicts);
    }

    /** The sentences on groups. */
    public List<String> verdictsOfGroups() {
      return verdicts.subList(0, verdicts.size() - told());
    }

    /** The sentences on single rows. */
    public List<String> verdictsOfSingleRows() {
      return verdicts.subList(verdicts.size() - told(), verdicts.size());
    }

    private int told() {
      return (int) ofSingleRows().stream().filter(result -> result.value().isPresent()).count();
    }

    /** Whether groups are compared. */
    public boolean ofGroups() {
      return ofSingleRows().size() < results.size();
    }

    /** The figures of single rows, which no attribute divides. */
    public List<FairnessResult> ofSingleRows() {
      return results.stream().filter(result -> result.attributes().isEmpty()).toList();
    }
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
