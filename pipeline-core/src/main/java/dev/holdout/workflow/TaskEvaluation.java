package dev.holdout.workflow;

import dev.holdout.classify.ClassCounts;
import dev.holdout.classify.ClassScorecard;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Task;
import dev.holdout.regress.NumberCounts;
import dev.holdout.regress.NumberScorecard;
import dev.holdout.split.LabelSpec;
import dev.holdout.stat.Scan;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Evaluates stored predictions of several classes or of numbers. */
final class TaskEvaluation {
  private final EvaluationSpec spec;
  private final IntervalLevel level;
  private final Confidence confidence;

  TaskEvaluation(EvaluationSpec spec, IntervalLevel level) {
    this.spec = spec;
    this.level = level;
    this.confidence = new Confidence(level.corrected(), spec.draws(), spec.seed());
  }

  Evaluation of(Dataset<Row> stored, LabelSpec label) {
    Dataset<Row> rows = StoredPredictions.toEvaluate(stored, label.task(), spec.segments());
    if (label.task() == Task.MULTICLASS) {
      ClassScorecard scorecard = new ClassScorecard(label.classes());
      ClassCounts counts = Scan.of(rows, scorecard.statistic(1));
      return evaluation(
          label.task(),
          counts.rows(),
          scorecard.measures(counts, confidence),
          counts.notes(),
          Optional.of(scorecard.detail(counts, confidence)),
          Optional.empty());
    }
    NumberScorecard scorecard = new NumberScorecard(OptionalDouble.empty());
    NumberCounts counts = Scan.of(rows, scorecard.statistic(1));
    return evaluation(
        label.task(),
        counts.rows(),
        scorecard.measures(counts, confidence),
        counts.notes(),
        Optional.empty(),
        Optional.of(scorecard.detail(counts, confidence)));
  }

  private Evaluation evaluation(
      Task task,
      long rows,
      SortedMap<String, Measure> measures,
      List<String> notes,
      Optional<dev.holdout.classify.ClassDetail> classes,
      Optional<dev.holdout.regress.NumberDetail> numbers) {
    return new Evaluation(
        task,
        rows,
        0,
        new Evaluation.SegmentResult(
            Map.of(),
            rows,
            0,
            measures,
            Collections.emptySortedMap(),
            Evaluation.Verdict.NOT_COMPARED,
            String.format("All %,d rows.", rows)),
        List.of(),
        new Evaluation.Curves(List.of(), List.of(), List.of()),
        notes,
        Optional.of(level),
        Optional.empty(),
        classes,
        numbers);
  }
}
