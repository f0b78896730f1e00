package dev.holdout.evaluate;

import dev.holdout.contract.Columns;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.evaluate.SegmentComparisons.Judgement;
import dev.holdout.evaluate.SegmentStates.Segment;
import dev.holdout.evaluate.SegmentStates.SegmentColumn;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.split.Test;
import dev.holdout.stat.Statistic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Every metric with its interval, overall and by segment, from one scan of the predictions.
 *
 * <p>Cost: one Spark query; the driver then works on counts alone. Memory: 2<sup>21</sup> bins of
 * 24 bytes for all segments together (each has between 2<sup>12</sup> and 2<sup>15</sup>), twice
 * that while a column's segments are compared. A column with more than 1,024 values, or twice
 * {@code maxSegments} if that is more, is not divided; before that shows, each task may hand the
 * driver as many small states.
 */
public final class Evaluator {
  private static final int MOST_BINS_IN_ALL = 1 << 21;
  private static final int FEWEST_BINS = 1 << 12;
  private static final String SCORE = "score";

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
    this.spec = spec;
    this.level = level;
    this.confidence = new Confidence(level.corrected(), spec.draws(), spec.seed());
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
   * @param score a column of numbers, higher for the positive class; where some lie outside [0, 1],
   *     metrics of probabilities are undefined
   * @param label a column of 0 and 1 or of booleans
   * @param threshold a decision is positive when the score is at least this
   * @throws dev.holdout.error.HoldoutException when a column is missing or of another type, or a
   *     label is neither 0 nor 1
   */
  public Evaluation evaluate(
      Dataset<Row> predictions, String score, String label, double threshold) {
    Dataset<Row> rows =
        new PredictionColumns(predictions)
            .number(score, SCORE)
            .number(label, PredictionColumns.LABEL)
            .texts(spec.segments())
            .rows();
    Statistic<ScoreCounts> statistic =
        ScoreCounts.statistic(
            SCORE, PredictionColumns.LABEL, binsOf(spec.segments().size()), threshold);
    SegmentStates<ScoreCounts> states =
        SegmentStates.scan(
            rows, 2, spec.segments(), spec.maxSegments(), statistic, ScoreCounts::rows);
    PredictionColumns.refuseOtherLabels(states.overall(), label);
    return evaluation(states, statistic, threshold);
  }

  private Evaluation evaluation(
      SegmentStates<ScoreCounts> states, Statistic<ScoreCounts> statistic, double threshold) {
    ScoreCounts all = states.overall();
    SegmentComparisons comparisons =
        new SegmentComparisons(threshold, spec.minRows(), confidence, statistic);
    states.columns().forEach(comparisons::add);
    Iterator<Judgement> judgements = comparisons.judgements().iterator();
    List<SegmentResult> segments = new ArrayList<>();
    for (SegmentColumn<ScoreCounts> column : states.columns()) {
      for (Segment<ScoreCounts> segment : column.segments()) {
        segments.add(result(column.name(), segment, judgements.next(), threshold));
      }
    }
    SegmentResult overall =
        new SegmentResult(
            Map.of(),
            all.rows(),
            all.positives(),
            metrics(all, threshold, confidence),
            Collections.emptySortedMap(),
            Verdict.NOT_COMPARED,
            String.format(
                Locale.ROOT, "All %,d rows, %,d of them positive.", all.rows(), all.positives()));
    return new Evaluation(
        all.rows(),
        threshold,
        overall,
        segments,
        CurvePoints.of(all, confidence.z()),
        EvaluationNotes.of(states, comparisons.size(), confidence.level()),
        Optional.of(level),
        Optional.empty());
  }

  private SegmentResult result(
      String column, Segment<ScoreCounts> segment, Judgement judgement, double threshold) {
    ScoreCounts counts = segment.state();
    Optional<String> value = segment.value();
    Confidence own = confidence.of(column + value.map(text -> "=" + text).orElse("!"));
    return new SegmentResult(
        Map.of(column, value),
        counts.rows(),
        counts.positives(),
        metrics(counts, threshold, own),
        judgement.gaps(),
        judgement.verdict(),
        Story.of(column, value, counts, judgement, confidence.level()));
  }

  private static SortedMap<String, Measure> metrics(
      ScoreCounts counts, double threshold, Confidence confidence) {
    SortedMap<String, Measure> metrics = new TreeMap<>();
    Metrics.all()
        .forEach(
            metric -> metrics.put(metric.name(), metric.measure(counts, threshold, confidence)));
    return Collections.unmodifiableSortedMap(metrics);
  }

  private int binsOf(int columns) {
    long groups = 1 + (long) columns * (spec.maxSegments() + 1);
    long share = Long.highestOneBit(Math.max(1, MOST_BINS_IN_ALL / groups));
    return (int) Math.min(ScoreCounts.MAX_BINS, Math.max(FEWEST_BINS, share));
  }
}
