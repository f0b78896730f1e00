package dev.holdout.evaluation;

import dev.holdout.evaluate.BinaryPredictions;
import dev.holdout.evaluate.Divided;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluator;
import dev.holdout.evaluate.ModelComparator;
import dev.holdout.evaluate.Predictions;
import dev.holdout.evaluate.RankingEvaluator;
import dev.holdout.fairness.Suppression;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The one evaluation of predictions: a table and a plan in, figures out. Training runs, evaluations
 * of any model's predictions and programs call it.
 *
 * <p>Scans of the table: one, and one more for each of segments that are quantiles, similar rows
 * and rankings; two more for a baseline, three for slices.
 */
public final class Evaluations {
  private final EvaluatedRows rows;
  private final EvaluationPlan plan;

  private Evaluations(EvaluatedRows rows, EvaluationPlan plan) {
    this.rows = rows;
    this.plan = plan;
  }

  /**
   * Evaluates.
   *
   * @param table one row for each prediction, with the plan's columns
   * @throws dev.holdout.error.HoldoutException when a column is missing or of another type, or a
   *     value is not what its column is read as
   */
  public static EvaluationResult evaluate(Dataset<Row> table, EvaluationPlan plan) {
    return evaluate(EvaluatedRows.of(table), plan);
  }

  /** The same of rows that check themselves. */
  public static EvaluationResult evaluate(EvaluatedRows rows, EvaluationPlan plan) {
    return new Evaluations(rows, plan).result();
  }

  private EvaluationResult result() {
    Divided divided =
        new Evaluator(plan.spec(), plan.level())
            .with(plan.proportions())
            .divide(rows.rows(), plan.predictions());
    rows.scanned();
    Evaluation evaluation = ranked(divided.evaluation());
    boolean decided = !Double.isNaN(evaluation.threshold());
    EvaluationResult result =
        decided && plan.predictions() instanceof BinaryPredictions binary
            ? new FairnessEvaluation(rows, plan, binary).evaluated(evaluation, divided)
            : EvaluationResult.of(withoutSmallCells(evaluation));
    EvaluationResult compared = compared(result);
    return plan.slices().isEmpty() || !decided
        ? compared
        : compared.with(new HalvedSlices(rows, plan, evaluation.threshold()).confirmed());
  }

  private Evaluation withoutSmallCells(Evaluation evaluation) {
    return plan.minCell().isPresent()
        ? Suppression.of(evaluation, List.of(), plan.minCell().getAsInt()).evaluation()
        : evaluation;
  }

  /** With metrics of rankings, if rows are ranked together. */
  private Evaluation ranked(Evaluation items) {
    return plan.ranking()
        .map(
            ranking ->
                new RankingEvaluator(plan.spec(), plan.level()).added(items, rows.again(), ranking))
        .orElse(items);
  }

  /** With another model, where both have scores or predicted numbers. */
  private EvaluationResult compared(EvaluationResult result) {
    if (plan.baseline().isEmpty()
        || (plan.predictions() instanceof BinaryPredictions binary && binary.score().isEmpty())) {
      return result;
    }
    double threshold = result.evaluation().threshold();
    Predictions predictions =
        plan.predictions() instanceof BinaryPredictions binary
            ? binary.by(binary.score().orElseThrow(), threshold)
            : plan.predictions();
    return result.with(
        new ModelComparator(plan.spec(), plan.level())
            .compare(rows.again(), predictions.by(plan.baseline().get(), threshold), predictions));
  }
}
