package dev.holdout.evaluation;

import dev.holdout.contract.Columns;
import dev.holdout.evaluate.BinaryPredictions;
import dev.holdout.evaluate.Divided;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.fairness.ConsistencySample;
import dev.holdout.fairness.FairnessConflicts;
import dev.holdout.fairness.FairnessResult;
import dev.holdout.fairness.FairnessSpec;
import dev.holdout.fairness.FairnessWords;
import dev.holdout.fairness.Group;
import dev.holdout.fairness.GroupFairness;
import dev.holdout.fairness.Grouping;
import dev.holdout.fairness.SimilarRows;
import dev.holdout.fairness.Suppression;
import dev.holdout.measure.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;

/** Fairness between the groups of an evaluation, and what of both may leave the team. */
final class FairnessEvaluation {
  private static final String KEY = "key";
  private static final String DECISION = "decision";
  private static final String CLUSTER = "cluster";
  private static final String WEIGHT = "weight";
  private static final String FEATURE = "feature";

  private final EvaluatedRows rows;
  private final EvaluationPlan plan;
  private final BinaryPredictions predictions;
  private final Confidence confidence;

  /** Of two classes. */
  FairnessEvaluation(EvaluatedRows rows, EvaluationPlan plan, BinaryPredictions predictions) {
    this.rows = rows;
    this.plan = plan;
    this.predictions = predictions;
    this.confidence =
        new Confidence(plan.level().corrected(), plan.spec().draws(), plan.spec().seed());
  }

  /**
   * The result with fairness where there are protected attributes or similar rows, without small
   * cells.
   *
   * @param evaluation at a threshold, or of decisions
   */
  EvaluationResult evaluated(Evaluation evaluation, Divided divided) {
    double threshold = evaluation.threshold();
    List<Grouping> groupings = divided.divisions().stream().map(FairnessEvaluation::of).toList();
    FairnessSpec how =
        new FairnessSpec(
            plan.spec().minRows(),
            confidence,
            plan.references().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> Optional.of(one.getValue()))));
    ReferenceGroups references = new ReferenceGroups(plan);
    references.check(groupings);
    List<FairnessResult> results = GroupFairness.of(groupings, threshold, how);
    EvaluationResult shown = EvaluationResult.of(evaluation);
    if (plan.minCell().isPresent()) {
      Suppression suppressed =
          Suppression.of(evaluation, results, divided.decisions(), plan.minCell().getAsInt());
      results =
          GroupFairness.of(groupings, threshold, how, suppressed.hidden(), suppressed.reason());
      shown = EvaluationResult.of(suppressed.evaluation());
    }
    for (String note : references.notes(groupings)) {
      shown = shown.noting(note);
    }
    List<FairnessResult> all = new ArrayList<>(results);
    plan.similar().ifPresent(similar -> all.add(consistency(similar, threshold)));
    return all.isEmpty()
        ? shown
        : shown.with(
            new Fairness(
                all,
                FairnessWords.verdicts(all, confidence.level()),
                FairnessConflicts.of(all, groupings, threshold, confidence.level())));
  }

  /** One scan more, after that of the evaluation. */
  private FairnessResult consistency(EvaluationPlan.Similar similar, double threshold) {
    List<Column> columns =
        new ArrayList<>(
            List.of(rows.hash().as(KEY), Decisions.of(predictions, threshold).as(DECISION)));
    predictions
        .cluster()
        .ifPresent(name -> columns.add(Columns.named(name).cast("string").as(CLUSTER)));
    predictions.weight().ifPresent(name -> columns.add(Columns.named(name).as(WEIGHT)));
    List<String> features = new ArrayList<>();
    for (String name : similar.features()) {
      String as = FEATURE + features.size();
      features.add(as);
      columns.add(rows.described(name).as(as));
    }
    return ConsistencySample.of(
        rows.again().select(columns.toArray(Column[]::new)),
        new SimilarRows(
            List.of(KEY),
            features,
            DECISION,
            predictions.weight().map(unused -> WEIGHT),
            predictions.cluster().map(unused -> CLUSTER),
            similar.neighbours()),
        confidence);
  }

  private static Grouping of(Divided.Division division) {
    return new Grouping(
        division.by(),
        division.groups().stream()
            .map(group -> new Group(group.value(), group.counts(), group.clusters()))
            .toList());
  }
}
