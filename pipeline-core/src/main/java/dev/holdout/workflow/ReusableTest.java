package dev.holdout.workflow;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.decide.Decider;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.evaluate.Evaluator;
import dev.holdout.evaluate.ReusableEvaluation;
import dev.holdout.evaluate.ReusableHoldout;
import dev.holdout.evaluate.ReusableHoldout.Answer;
import dev.holdout.lineage.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Asks Test through a reusable hold-out, with the out-of-fold figures of the winner as stand-ins.
 *
 * <p>Answers are recorded before they are told. A model is known by its out-of-fold scores and its
 * decision, so that the same model trained again gets the same answers.
 */
final class ReusableTest {
  private final RunContext context;
  private final TestLedger ledger;
  private final TestAnswers answers;
  private final TestUsage usage;

  ReusableTest(RunContext context, TestLedger ledger) {
    this.context = context;
    this.ledger = ledger;
    this.answers = new TestAnswers(context.tables());
    this.usage = new TestUsage(context.tables());
  }

  /**
   * What may be told.
   *
   * @param look the opening, recorded
   * @param scored rows of Test with labels and probabilities
   */
  Evaluation ask(TestLedger.Look look, TestStage.Evaluated model, Dataset<Row> scored) {
    ReusableHoldout.Spec spec = context.spec().openings().reusable().orElseThrow();
    EvaluationSpec overall = context.spec().evaluation().overall();
    double threshold = model.decided().decision().threshold();
    Evaluator evaluator = new Evaluator(overall);
    Evaluation outOfFold =
        evaluator.evaluate(outOfFold(model), Decider.PROBABILITY, Columns.LABEL, threshold);
    Evaluation test = evaluator.evaluate(scored, Decider.PROBABILITY, Columns.LABEL, threshold);

    List<Answer> earlier = complete(look);
    ReusableHoldout holdout = new ReusableHoldout(spec, ledger.secret(look.split()), earlier);
    Evaluation told =
        new ReusableEvaluation(holdout, spec, overall.confidence(), identity(look, model))
            .of(outOfFold, test);
    Set<String> known = earlier.stream().map(Answer::question).collect(Collectors.toSet());
    answers.record(
        look,
        holdout.answers().stream().filter(answer -> !known.contains(answer.question())).toList());
    usage.answered(look, holdout.answers().size());
    return told;
  }

  /**
   * Refuses an opening that could bring no answer.
   *
   * @throws HoldoutException with {@link ErrorCode#TEST_BUDGET_SPENT} when the budget is spent and
   *     the look was not recorded before
   */
  void refuseIfSpent(TestLedger.Look look) {
    ReusableHoldout.Spec spec = context.spec().openings().reusable().orElseThrow();
    long spent = complete(look).stream().filter(Answer::heldOut).count();
    if (spent >= spec.budget() && !ledger.isRecorded(look)) {
      throw Refusal.ofReusable(look, ledger.openings(look.split()), spec.budget());
    }
  }

  /** The answers given before; noise and budget depend on all of them. */
  private List<Answer> complete(TestLedger.Look look) {
    List<Answer> given = answers.of(look.split());
    long recorded = usage.of(look).answers();
    if (given.size() < recorded) {
      throw new HoldoutException(
          ErrorCode.CORRUPT_STATE,
          "Cannot ask the reusable hold-out of "
              + look.pipeline()
              + ": found "
              + given.size()
              + " answers in "
              + context.tables().path(TestAnswers.TABLE)
              + ", expected the "
              + recorded
              + " that were given, since its budget counts them all. Restore that folder from a"
              + " backup; or evaluate on a fresh Test.");
    }
    return given;
  }

  private Dataset<Row> outOfFold(TestStage.Evaluated model) {
    return Decider.of(model.decided().decision())
        .transform(
            context
                .tables()
                .read(model.search().outOfFold())
                .filter(col("candidate").equalTo(model.search().selected())));
  }

  private static String identity(TestLedger.Look look, TestStage.Evaluated model) {
    return Json.digest(
        Map.of(
            "candidate",
            model.search().selected(),
            "outOfFold",
            model.search().outOfFold().fingerprint(),
            "decision",
            model.decided().decision(),
            "rows",
            look.rows()));
  }
}
