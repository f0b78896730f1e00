package dev.holdout.report.evaluation;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.lineage.Build;
import dev.holdout.measure.Measure;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an evaluation of predictions found.
 *
 * @param source the file or table that was read
 * @param created when
 * @param code the code that ran
 * @param columns which columns were read as what
 * @param evaluation every metric, overall and by segment
 * @param protectedAttributes the columns whose groups fairness is judged by
 * @param fairness the definitions of group fairness, by attribute
 * @param conflicts which definitions cannot hold together here, in sentences
 * @param individual figures of individual fairness by name
 * @param slices the worst slices that nobody named
 * @param comparison with the scores of another model on the same rows
 */
public record EvaluationReport(
    String source,
    Instant created,
    Build code,
    Columns columns,
    Evaluation evaluation,
    List<String> protectedAttributes,
    List<FairnessFigure> fairness,
    List<String> conflicts,
    SortedMap<String, Measure> individual,
    List<FoundSlice> slices,
    Optional<ModelComparison> comparison) {
  public EvaluationReport {
    protectedAttributes = List.copyOf(protectedAttributes);
    fairness = List.copyOf(fairness);
    conflicts = List.copyOf(conflicts);
    individual = Collections.unmodifiableSortedMap(new TreeMap<>(individual));
    slices = List.copyOf(slices);
  }

  /** An evaluation and nothing beside it. */
  public EvaluationReport(
      String source, Instant created, Build code, Columns columns, Evaluation evaluation) {
    this(
        source,
        created,
        code,
        columns,
        evaluation,
        List.of(),
        List.of(),
        List.of(),
        Collections.emptySortedMap(),
        List.of(),
        Optional.empty());
  }

  /** The same of another evaluation. */
  public EvaluationReport with(Evaluation other) {
    return new EvaluationReport(
        source,
        created,
        code,
        columns,
        other,
        protectedAttributes,
        fairness,
        conflicts,
        individual,
        slices,
        comparison);
  }

  /** The same with what was found of fairness. */
  public EvaluationReport withFairness(
      List<String> attributes,
      List<FairnessFigure> figures,
      List<String> sentences,
      SortedMap<String, Measure> ofIndividuals) {
    return new EvaluationReport(
        source,
        created,
        code,
        columns,
        evaluation,
        attributes,
        figures,
        sentences,
        ofIndividuals,
        slices,
        comparison);
  }

  /** The same with slices that were looked for. */
  public EvaluationReport withSlices(List<FoundSlice> found) {
    return new EvaluationReport(
        source,
        created,
        code,
        columns,
        evaluation,
        protectedAttributes,
        fairness,
        conflicts,
        individual,
        found,
        comparison);
  }

  /** The same with a comparison of two models. */
  public EvaluationReport withComparison(ModelComparison compared) {
    return new EvaluationReport(
        source,
        created,
        code,
        columns,
        evaluation,
        protectedAttributes,
        fairness,
        conflicts,
        individual,
        slices,
        Optional.of(compared));
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
