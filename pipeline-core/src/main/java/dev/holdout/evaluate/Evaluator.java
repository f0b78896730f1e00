package dev.holdout.evaluate;

import dev.holdout.classify.ClassCounts;
import dev.holdout.classify.ClassDetail;
import dev.holdout.classify.ClassScorecard;
import dev.holdout.contract.Columns;
import dev.holdout.evaluate.Evaluation.Curves;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.evaluate.SegmentComparisons.Compared;
import dev.holdout.evaluate.SegmentComparisons.Judgement;
import dev.holdout.evaluate.SegmentStates.Segment;
import dev.holdout.evaluate.SegmentStates.View;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Described;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.measure.ProportionMethod;
import dev.holdout.measure.Scorecard;
import dev.holdout.measure.Task;
import dev.holdout.regress.NumberCounts;
import dev.holdout.regress.NumberDetail;
import dev.holdout.regress.NumberScorecard;
import dev.holdout.split.Test;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
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
  private static final Curves NO_CURVES = new Curves(List.of(), List.of(), List.of());

  private final EvaluationSpec spec;
  private final IntervalLevel level;
  private final Confidence confidence;

  public Evaluator(EvaluationSpec spec) {
    this(spec, IntervalLevel.of(spec.confidence()));
  }

  /**
   * An evaluator of rows that were looked at before.
   *
   * @param level of all intervals and verdicts, in place of the specification's
   */
  public Evaluator(EvaluationSpec spec, IntervalLevel level) {
    this(spec, level, new Confidence(level.corrected(), spec.draws(), spec.seed()));
  }

  private Evaluator(EvaluationSpec spec, IntervalLevel level, Confidence confidence) {
    this.spec = spec;
    this.level = level;
    this.confidence = confidence;
  }

  /** The same with other intervals of proportions. */
  public Evaluator with(ProportionMethod method) {
    return new Evaluator(spec, level, confidence.with(method));
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
   * The same with the counts of the groups of protected attributes, and with curves of some
   * segments, those that are worse before others.
   */
  public Divided divide(Dataset<Row> table, BinaryPredictions of) {
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
    BinaryScorecard scorecard = new BinaryScorecard(read, of.threshold());
    Judged<ScoreCounts> judged = judge(columns, of.cluster(), scorecard);
    PredictionColumns.refuseOtherLabels(judged.all, of.label());
    Evaluation evaluation =
        evaluation(
            judged,
            scorecard,
            of.threshold(),
            CurvePoints.of(judged.all, confidence.z()),
            EvaluationNotes.ofScores(judged.all, judged.groups),
            Optional.empty(),
            Optional.empty());
    GroupStates groups = new GroupStates(judged.segments, judged.groups, judged.buckets);
    return new Divided(
        evaluation.with(groups.withCurves(confidence.z())),
        groups.divisions(spec.protectedAttributes()));
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
    Judged<ClassCounts> judged = judge(columns, of.cluster(), scorecard);
    ClassCounts all = judged.all;
    return evaluation(
        judged,
        scorecard,
        0,
        NO_CURVES,
        all.notes(),
        Optional.of(scorecard.detail(all, confidence)),
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
    Judged<NumberCounts> judged = judge(columns, of.cluster(), scorecard);
    NumberCounts all = judged.all;
    return evaluation(
        judged,
        scorecard,
        0,
        NO_CURVES,
        all.notes(),
        Optional.empty(),
        Optional.of(scorecard.detail(all, confidence)));
  }

  private Evaluation evaluation(
      Judged<?> judged,
      Scorecard<?> scorecard,
      double threshold,
      Curves curves,
      List<String> notes,
      Optional<ClassDetail> classes,
      Optional<NumberDetail> numbers) {
    return new Evaluation(
        scorecard.task(),
        judged.overall.rows(),
        threshold,
        judged.overall,
        judged.segments,
        curves,
        EvaluationNotes.of(judged.notes, notes, scorecard, judged.comparisons, confidence.level()),
        Optional.of(level),
        Optional.empty(),
        classes,
        numbers);
  }

  /**
   * Evaluates predictions of any kind.
   *
   * @param columns what the scorecard's counts read, by position
   */
  private <S extends State<S>> Judged<S> judge(
      PredictionColumns columns, Optional<String> cluster, Scorecard<S> scorecard) {
    if (cluster.isEmpty()) {
      return judge(columns, scorecard);
    }
    columns.bucket(cluster.get());
    Judged<Clustered<S>> judged =
        judge(columns, new ClusteredScorecard<>(scorecard, columns.size() - 1));
    List<String> notes = new ArrayList<>(judged.notes);
    notes.add(
        "Rows of one "
            + cluster.get()
            + " are not independent: intervals come from leaving whole groups of them out, "
            + judged.all.size()
            + " groups by a hash; tests of calibration take rows for independent.");
    return new Judged<>(
        judged.all.all(),
        judged.groups.stream().map(Clustered::all).toList(),
        judged.groups.stream().map(Clustered::buckets).toList(),
        notes,
        judged.overall,
        judged.segments,
        judged.comparisons);
  }

  private <S extends State<S>> Judged<S> judge(PredictionColumns columns, Scorecard<S> scorecard) {
    int read = columns.size();
    Statistic<S> statistic =
        scorecard.statistic(1 + (long) spec.views().size() * (spec.maxSegments() + 1));
    SegmentStates<S> states =
        SegmentStates.scan(
            columns.segments(spec.segments()).rows(),
            read,
            spec,
            statistic,
            scorecard.statistic(1),
            scorecard::rows);
    SegmentComparisons<S> comparisons =
        new SegmentComparisons<>(scorecard, spec.minRows(), confidence);
    List<OneSegment> measured = new ArrayList<>();
    for (View<S> view : states.views()) {
      List<S> rests = SegmentComparisons.rests(view, statistic);
      measured.addAll(
          IntStream.range(0, rests.size())
              .parallel()
              .mapToObj(
                  at ->
                      measure(view, view.segments().get(at), rests.get(at), scorecard, comparisons))
              .toList());
    }
    List<Judgement> judgements =
        comparisons.judge(measured.stream().map(OneSegment::compared).toList());
    Story story =
        new Story(
            scorecard.task(),
            scorecard.deciding().stream().map(Described::name).toList(),
            confidence.level());
    List<SegmentResult> segments = new ArrayList<>();
    for (int at = 0; at < measured.size(); at++) {
      segments.add(measured.get(at).result(judgements.get(at), story));
    }
    S all = states.overall();
    SegmentResult overall =
        new SegmentResult(
            Map.of(),
            scorecard.rows(all),
            scorecard.positives(all),
            scorecard.measures(all, confidence),
            Collections.emptySortedMap(),
            Verdict.NOT_COMPARED,
            everything(scorecard, all));
    return new Judged<>(
        all,
        states.views().stream()
            .flatMap(view -> view.segments().stream())
            .map(Segment::state)
            .toList(),
        List.of(),
        states.notes(),
        overall,
        segments,
        judgements.stream().mapToInt(one -> one.compared().against().size()).sum());
  }

  private record Judged<S extends State<S>>(
      S all,
      List<S> groups,
      List<SortedMap<Integer, S>> buckets,
      List<String> notes,
      SegmentResult overall,
      List<SegmentResult> segments,
      int comparisons) {}

  /** A segment with its figures, not judged yet. */
  private record OneSegment(
      Map<String, Optional<String>> segment,
      long rows,
      long positives,
      SortedMap<String, Measure> metrics,
      Compared compared) {
    SegmentResult result(Judgement judgement, Story story) {
      return new SegmentResult(
          segment,
          rows,
          positives,
          metrics,
          judgement.gaps(),
          judgement.verdict(),
          story.of(segment, rows, positives, judgement));
    }
  }

  private <S extends State<S>> OneSegment measure(
      View<S> view,
      Segment<S> segment,
      S rest,
      Scorecard<S> scorecard,
      SegmentComparisons<S> comparisons) {
    Confidence own = confidence.of(segment.key(view));
    return new OneSegment(
        segment.of(view),
        scorecard.rows(segment.state()),
        scorecard.positives(segment.state()),
        scorecard.measures(segment.state(), own),
        comparisons.compare(segment.state(), rest, own));
  }

  private static <S extends State<S>> String everything(Scorecard<S> scorecard, S all) {
    return scorecard.task() == Task.BINARY
        ? String.format(
            Locale.ROOT,
            "All %,d rows, %,d of them positive.",
            scorecard.rows(all),
            scorecard.positives(all))
        : String.format(Locale.ROOT, "All %,d rows.", scorecard.rows(all));
  }
}
