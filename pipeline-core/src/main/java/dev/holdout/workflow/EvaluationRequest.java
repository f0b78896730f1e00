package dev.holdout.workflow;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluation.EvaluationPlan;
import dev.holdout.label.LabelValue;
import dev.holdout.measure.ProportionMethod;
import dev.holdout.measure.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is asked of an evaluation of any model's predictions. Columns are named as the table has
 * them.
 *
 * @param source file, folder, Delta table or catalog table
 * @param task what is predicted
 * @param label the truth
 * @param positive the label's value that counts as positive; empty for 0 and 1 or yes and no
 * @param scores one column; of several classes a column for each, a prefix with {@code *}, or one
 *     column of lists. Empty where there are decisions alone
 * @param classes names of the classes in the order of the scores; empty to take them from the
 *     columns' names, or from the labels
 * @param prediction decisions or predicted values
 * @param threshold a decision is positive when the score is at least this; empty for one half, if
 *     all scores lie within [0, 1]
 * @param weight what a row counts
 * @param cluster rows that are not independent of each other
 * @param ranking rows that are ranked together; empty where none are
 * @param lower the lower bound of a predicted interval
 * @param upper its upper bound
 * @param baseline the score of another model
 * @param segments columns, bins, quantiles or expressions
 * @param intersections how many segments are crossed at the most
 * @param protectedAttributes those of the segments whose groups fairness is judged by
 * @param references protected attribute → the group that others are compared with
 * @param similar whether similar rows are decided alike; empty where that is not asked
 * @param slices columns that divide the rows where slices are searched; empty for no search
 * @param limits how much evidence is asked for
 */
public record EvaluationRequest(
    String source,
    Task task,
    String label,
    Optional<String> positive,
    List<String> scores,
    List<String> classes,
    Optional<String> prediction,
    OptionalDouble threshold,
    Optional<String> weight,
    Optional<String> cluster,
    Optional<Ranking> ranking,
    Optional<String> lower,
    Optional<String> upper,
    Optional<String> baseline,
    List<String> segments,
    int intersections,
    List<String> protectedAttributes,
    Map<String, String> references,
    Optional<EvaluationPlan.Similar> similar,
    List<String> slices,
    Limits limits) {
  public EvaluationRequest {
    scores = List.copyOf(scores);
    classes = List.copyOf(classes);
    segments = List.copyOf(segments);
    protectedAttributes = List.copyOf(protectedAttributes);
    references = Map.copyOf(references);
    slices = List.copyOf(slices);
  }

  /** The threshold that was stated, or one half. */
  double decidedAt() {
    return threshold.orElse(0.5);
  }

  /**
   * Which rows are ranked together.
   *
   * @param query the column that tells them apart
   * @param top how many from the top count
   */
  public record Ranking(String query, int top) {}

  /**
   * How much evidence is asked for.
   *
   * @param minRows a segment with fewer rows is not judged
   * @param minCell what would tell of fewer rows is withheld; empty to withhold nothing
   * @param maxSegments values of a column that are told apart
   * @param confidence of intervals
   * @param draws where an interval needs them
   * @param seed of the draws
   * @param proportions how intervals of proportions are made
   */
  public record Limits(
      int minRows,
      OptionalInt minCell,
      int maxSegments,
      double confidence,
      int draws,
      long seed,
      ProportionMethod proportions) {
    /** A value of a label in a sentence: with its rows, unless small cells are withheld. */
    String shown(LabelValue value) {
      return minCell.isPresent() ? "\"" + value.value() + "\"" : value.shown();
    }
  }

  /** The failure to evaluate these predictions. */
  HoldoutException refused(ErrorCode code, String found, String expected, String remedy) {
    return new HoldoutException(
        code,
        "Cannot evaluate "
            + source
            + ": found "
            + found
            + ", expected "
            + expected
            + ". "
            + remedy);
  }
}
