package dev.holdout.evaluate;

import dev.holdout.classify.ClassCounts;
import dev.holdout.classify.ClassScorecard;
import dev.holdout.contract.Columns;
import dev.holdout.evaluate.Evaluation.Curves;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.ProportionMethod;
import dev.holdout.regress.NumberCounts;
import dev.holdout.regress.NumberScorecard;
import dev.holdout.split.Test;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Every metric with its interval, overall and by segment, from one scan of the predictions.
 *
 * <p>Cost: one Spark query, and one before it where segments are quantiles; the driver then works
 * on counts alone, on all its cores. Memory of a binary classifier: 2<sup>21</sup> bins of 24 bytes
 * for all segments together as long as each has 2<sup>11</sup>, more only where there are more
 * segments than 1,024 and these have so many distinct scores; beside that the rests of one view at
 * a time. A column with more than 1,024 values, or twice {@code maxSegments} if that is more, is
 * not divided, and neither is such a crossing; before that shows, each task may hand the driver as
 * many small states.
 */
public final class Evaluator {
  private static final String SCORE = "score";
  private static final String PREDICTION = "prediction";

  private final EvaluationSpec spec;
  private final Judge judge;

  public Evaluator(EvaluationSpec spec) {
    this(spec, IntervalLevel.of(spec.confidence()));
  }

  /**
   * An evaluator of rows that were looked at before.
   *
   * @param level of all intervals and verdicts, in place of the specification's
   */
  public Evaluator(EvaluationSpec spec, IntervalLevel level) {
    this(new Judge(spec, level, new Confidence(level.corrected(), spec.draws(), spec.seed())));
  }

  private Evaluator(Judge judge) {
    this.spec = judge.spec();
    this.judge = judge;
  }

  /** The same with other intervals of proportions. */
  public Evaluator with(ProportionMethod method) {
    return new Evaluator(new Judge(spec, judge.level(), judge.confidence().with(method)));
  }

  /**
   * Evaluates a model on Test.
   *
   * @param test the rows held out
   * @param model adds the score column to the rows
   * @param score the column with the probability of the positive class
   * @param threshold a decision is positive when the score is at least this
   */
  public Evaluation evaluate(
      Test test, UnaryOperator<Dataset<Row>> model, String score, double threshold) {
    return evaluate(model.apply(test.rows()), score, Columns.LABEL, threshold);
  }

  /**
   * Evaluates any model's predictions.
   *
   * @param predictions one row for each prediction, with the columns named here and the segment
   *     columns of the specification
   * @param score a column of numbers, higher for the positive class
   * @param label a column of 0 and 1 or of booleans
   * @param threshold a decision is positive when the score is at least this
   * @throws dev.holdout.error.HoldoutException when a column is missing or of another type, or a
   *     label is neither 0 nor 1
   */
  public Evaluation evaluate(
      Dataset<Row> predictions, String score, String label, double threshold) {
    return evaluate(predictions, BinaryPredictions.of(score, label, threshold));
  }

  /**
   * Evaluates any binary classifier's predictions.
   *
   * @param table one row for each prediction, with the columns named and the segment columns of the
   *     specification
   * @throws dev.holdout.error.HoldoutException when a column is missing or of another type, or a
   *     label is neither 0 nor 1
   */
  public Evaluation evaluate(Dataset<Row> table, BinaryPredictions of) {
    return divide(table, of).evaluation();
  }

  /**
   * Evaluates predictions of any task; of two classes with the counts of the groups of protected
   * attributes, and with curves of some segments, those that are worse before others.
   */
  public Divided divide(Dataset<Row> table, Predictions of) {
    if (of instanceof BinaryPredictions binary) {
      return divide(table, binary);
    }
    Evaluation evaluation =
        of instanceof ClassPredictions classes
            ? evaluate(table, classes)
            : evaluate(table, (NumberPredictions) of);
    return new Divided(evaluation, List.of(), Map.of());
  }

  private Divided divide(Dataset<Row> table, BinaryPredictions of) {
    PredictionColumns columns = new PredictionColumns(table);
    of.score().ifPresent(score -> columns.number(score, SCORE));
    columns.number(of.label(), PredictionColumns.LABEL);
    of.weight().ifPresent(weight -> columns.number(weight, PredictionColumns.WEIGHT));
    of.prediction().ifPresent(prediction -> columns.number(prediction, PREDICTION));
    ScoreColumns read =
        new ScoreColumns(
            of.score().isPresent() ? SCORE : null,
            PredictionColumns.LABEL,
            of.weight().isPresent() ? PredictionColumns.WEIGHT : null,
            of.prediction().isPresent() ? PREDICTION : null);
    BinaryScorecard scorecard = new BinaryScorecard(read, of.threshold(), of.assumed());
    Judge.Judged<ScoreCounts> judged = judge.judge(columns, of.cluster(), scorecard);
    PredictionColumns.refuseOtherLabels(judged.all(), of.label());
    BinaryScorecard applying = scorecard.applyingTo(judged.all());
    double threshold = applying.threshold();
    Evaluation evaluation =
        judge.evaluation(
            judged,
            applying,
            threshold,
            CurvePoints.of(judged.all(), judge.confidence().z()),
            EvaluationNotes.ofScores(judged.all(), judged.groups()),
            Optional.empty(),
            Optional.empty());
    GroupStates groups = new GroupStates(judged.segments(), judged.groups(), judged.buckets());
    return new Divided(
        evaluation.with(groups.withCurves(judge.confidence().z())),
        groups.divisions(spec.protectedAttributes()),
        groups.decisions(judged.all(), threshold));
  }

  /**
   * Evaluates the predictions of a classifier of several classes.
   *
   * @param table one row for each prediction, with the columns named and the segment columns of the
   *     specification
   */
  public Evaluation evaluate(Dataset<Row> table, ClassPredictions of) {
    PredictionColumns columns = new PredictionColumns(table);
    new ClassColumns(of).into(columns);
    ClassScorecard scorecard = new ClassScorecard(of.classes());
    Judge.Judged<ClassCounts> judged = judge.judge(columns, of.cluster(), scorecard);
    ClassCounts all = judged.all();
    return judge.evaluation(
        judged,
        scorecard,
        0,
        Curves.NONE,
        noting(all.notes(), all.rows(), all.effectiveRows()),
        Optional.of(scorecard.detail(all, judge.confidence())),
        Optional.empty());
  }

  /**
   * Evaluates predicted numbers.
   *
   * @param table one row for each prediction, with the columns named and the segment columns of the
   *     specification
   */
  public Evaluation evaluate(Dataset<Row> table, NumberPredictions of) {
    PredictionColumns columns =
        new PredictionColumns(table)
            .number(of.label(), PredictionColumns.LABEL)
            .number(of.prediction(), PREDICTION)
            .weight(of.weight())
            .numberOrNull(of.lower(), "lower")
            .numberOrNull(of.upper(), "upper");
    NumberScorecard scorecard = new NumberScorecard(of.quantile());
    Judge.Judged<NumberCounts> judged = judge.judge(columns, of.cluster(), scorecard);
    NumberCounts all = judged.all();
    return judge.evaluation(
        judged,
        scorecard,
        0,
        Curves.NONE,
        noting(all.notes(), all.rows(), all.effectiveRows()),
        Optional.empty(),
        Optional.of(scorecard.detail(all, judge.confidence())));
  }

  private static List<String> noting(List<String> notes, long rows, double effective) {
    return Stream.concat(EvaluationNotes.ofWeights(rows, effective).stream(), notes.stream())
        .toList();
  }
}
