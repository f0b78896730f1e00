package dev.holdout.study;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.decide.CalibratorKind;
import dev.holdout.decide.Decider;
import dev.holdout.decide.DecisionSpec;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluate.Contrast;
import dev.holdout.evaluate.ContrastEvaluator;
import dev.holdout.evaluate.ContrastEvaluator.Scored;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.evaluate.SegmentColumns;
import dev.holdout.learn.Candidate;
import dev.holdout.learn.OutOfFoldScores;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Measure;
import dev.holdout.rebalance.Strategy;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.SplitReport;
import dev.holdout.split.Training;
import dev.holdout.table.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares strategies by their stored out-of-fold scores: each fold's calibrator and threshold are
 * learned from other folds, then all strategies are judged on the same rows.
 *
 * <p>Cost: one scan of each strategy's scores, and one of all of them joined with the segment
 * columns of Training.
 */
public final class StudyComparison {
  private static final String FOLD = "fold";

  private final Tables tables;
  private final Training training;
  private final FoldPlan plan;
  private final List<SplitReport.FoldCount> folds;
  private final Candidate winner;
  private final StudyRule rule;
  private final CalibratorKind asked;
  private final EvaluationSpec evaluation;

  /**
   * A comparison.
   *
   * @param tables the workspace
   * @param training where segments come from
   * @param plan the search's folds
   * @param folds rows of each of them
   * @param winner whom all strategies were fitted with
   * @param decision the pipeline's calibrator and rule
   * @param evaluation segments and intervals
   */
  public StudyComparison(
      Tables tables,
      Training training,
      FoldPlan plan,
      List<SplitReport.FoldCount> folds,
      Candidate winner,
      DecisionSpec decision,
      EvaluationSpec evaluation) {
    this.tables = tables;
    this.training = training;
    this.plan = plan;
    this.folds = List.copyOf(folds);
    this.winner = winner;
    this.rule = StudyRule.of(decision);
    this.asked = decision.calibrator();
    this.evaluation = evaluation;
  }

  private record Judged(StrategyFit fit, OutOfFoldScores scores, FoldDecisions decisions) {}

  /** Compares what can be compared; strategies that failed are told with their reasons. */
  public Study compare(List<StrategyFit> fits) {
    List<StrategyFit> all = new ArrayList<>();
    List<Judged> judged = new ArrayList<>();
    for (StrategyFit fit : fits) {
      try {
        if (fit.compares()) {
          judged.add(judged(fit));
        }
        all.add(fit);
      } catch (HoldoutException e) {
        all.add(fit.failed(e.plainMessage()));
      }
    }
    if (judged.size() < 2) {
      return study(
          all,
          Optional.empty(),
          new Verdicts(List.of(), 0, 0, 0),
          Answer.nothing(all),
          Map.of(),
          List.of());
    }
    Judged reference =
        judged.stream()
            .filter(one -> one.fit.strategy().equals(Strategy.NONE))
            .findFirst()
            .orElse(judged.get(0));
    judged.remove(reference);
    judged.add(0, reference);
    return study(all, judged);
  }

  private Judged judged(StrategyFit fit) {
    OutOfFoldScores scores =
        OutOfFoldScores.of(tables, fit.scores().orElseThrow(), winner.id(), plan);
    return new Judged(fit, scores, FoldDecisions.crossFitted(scores, plan, rule.decision()));
  }

  private Study study(List<StrategyFit> all, List<Judged> judged) {
    Judged reference = judged.get(0);
    Set<Integer> pooled = reference.scores.byFoldApart().keySet();
    List<Scored> models = new ArrayList<>();
    for (int model = 0; model < judged.size(); model++) {
      models.add(
          new Scored(
              probability(model), decision(model), judged.get(model).decisions.calibrated(pooled)));
    }
    Contrast contrast =
        new ContrastEvaluator(evaluation.stored(), rule.ofScores(), rule.ofDecisions())
            .compare(
                joined(judged),
                Columns.LABEL,
                new ContrastEvaluator.Folds(FOLD, pooled, testToTrain()),
                models);
    List<String> ids = judged.stream().map(one -> one.fit.strategy().id()).toList();
    Verdicts verdicts =
        Verdicts.of(contrast, ids, directions(), rule.deciding(), evaluation.confidence());
    String answer =
        Answer.of(
            reference.fit,
            judged.subList(1, judged.size()).stream().map(Judged::fit).toList(),
            verdicts.groups().get(0).differences(),
            rule.deciding());
    Map<String, SortedMap<String, Measure>> values = new HashMap<>();
    for (int model = 0; model < ids.size(); model++) {
      values.put(ids.get(model), contrast.groups().get(0).models().get(model).values());
    }
    return study(
        all,
        Optional.of(reference.fit.strategy().id()),
        verdicts,
        answer,
        values,
        contrast.notes());
  }

  private Study study(
      List<StrategyFit> fits,
      Optional<String> reference,
      Verdicts verdicts,
      String answer,
      Map<String, SortedMap<String, Measure>> values,
      List<String> notes) {
    return new Study(
        answer,
        winner.id(),
        reference,
        rule.decision().calibrator().name().toLowerCase(Locale.ROOT),
        rule.decision().calibrator() == asked,
        rule.deciding(),
        evaluation.confidence(),
        testToTrain(),
        fits.stream()
            .map(
                fit ->
                    new Study.Compared(
                        fit.strategy().id(),
                        fit.failure(),
                        fit,
                        values.getOrDefault(fit.strategy().id(), new TreeMap<>())))
            .toList(),
        verdicts.groups(),
        verdicts.comparisons(),
        verdicts.otherComparisons(),
        verdicts.segmentComparisons(),
        Stream.concat(rule.notes().stream(), notes.stream()).toList());
  }

  /** One row for each row key and fold, with every strategy's probability and decision. */
  private Dataset<Row> joined(List<Judged> judged) {
    Dataset<Row> rows = null;
    for (int model = 0; model < judged.size(); model++) {
      Dataset<Row> scored = scored(judged.get(model), model);
      rows =
          rows == null
              ? scored
              : rows.join(scored.drop(Columns.LABEL), new String[] {Columns.ROW_KEY, FOLD});
    }
    return withSegments(Objects.requireNonNull(rows));
  }

  private Dataset<Row> scored(Judged one, int model) {
    Dataset<Row> rows = OutOfFoldScores.rows(tables, one.fit.scores().orElseThrow(), winner.id());
    FoldDecisions decisions = one.decisions;
    return rows.select(
            col(Columns.ROW_KEY),
            col(FOLD),
            col(Columns.LABEL),
            decisions.probability(col(FOLD), col(Decider.SCORE)).as(probability(model)))
        .withColumn(decision(model), decisions.decision(col(FOLD), col(probability(model))));
  }

  private Dataset<Row> withSegments(Dataset<Row> rows) {
    if (evaluation.segments().isEmpty()) {
      return rows;
    }
    Column[] kept =
        Stream.concat(
                Stream.of(col(Columns.ROW_KEY)),
                SegmentColumns.of(evaluation, training.rows()).stream())
            .toArray(Column[]::new);
    return rows.join(training.rows().select(kept), Columns.ROW_KEY);
  }

  private double testToTrain() {
    return folds.stream()
        .filter(fold -> fold.training().rows() > 0)
        .mapToDouble(fold -> (double) fold.validation().rows() / fold.training().rows())
        .average()
        .orElse(0);
  }

  private Map<String, Direction> directions() {
    Map<String, Direction> directions = new HashMap<>();
    rule.ofScores().forEach(metric -> directions.put(metric.name(), metric.direction()));
    rule.ofDecisions().forEach(metric -> directions.put(metric.name(), metric.direction()));
    return directions;
  }

  private static String probability(int model) {
    return "_probability_" + model;
  }

  private static String decision(int model) {
    return "_decision_" + model;
  }
}
