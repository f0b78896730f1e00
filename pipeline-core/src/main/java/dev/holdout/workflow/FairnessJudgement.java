package dev.holdout.workflow;

import dev.holdout.contract.Columns;
import dev.holdout.evaluate.Divided;
import dev.holdout.evaluate.EvaluationSpec;
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
import dev.holdout.report.evaluation.EvaluationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;

/** Fairness between the groups of an evaluation, and what of both may leave the team. */
final class FairnessJudgement {
  private static final String KEY = "key";
  private static final String DECISION = "decision";
  private static final String CLUSTER = "cluster";
  private static final String WEIGHT = "weight";
  private static final String FEATURE = "feature";

  private final EvaluationRequest request;
  private final EvaluationSpec spec;
  private final Confidence confidence;

  FairnessJudgement(EvaluationRequest request, EvaluationSpec spec) {
    this.request = request;
    this.spec = spec;
    this.confidence = new Confidence(spec.confidence(), spec.draws(), spec.seed());
  }

  /**
   * The report with fairness where there are protected attributes or similar rows, without small
   * cells.
   */
  EvaluationReport judged(EvaluationReport report, Divided divided, ReadPredictions read) {
    double threshold = report.evaluation().threshold();
    if (Double.isNaN(threshold)) {
      return report;
    }
    List<Grouping> groupings = divided.divisions().stream().map(FairnessJudgement::of).toList();
    FairnessSpec how =
        new FairnessSpec(
            spec.minRows(),
            confidence,
            request.references().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> Optional.of(one.getValue()))));
    ReferenceGroups references = new ReferenceGroups(request);
    references.check(groupings);
    List<FairnessResult> results = GroupFairness.of(groupings, threshold, how);
    EvaluationReport shown = report;
    if (request.limits().minCell().isPresent()) {
      Suppression suppressed =
          Suppression.of(
              report.evaluation(),
              results,
              divided.decisions(),
              request.limits().minCell().getAsInt());
      results =
          GroupFairness.of(groupings, threshold, how, suppressed.hidden(), suppressed.reason());
      shown = report.with(suppressed.evaluation());
    }
    for (String note : references.notes(groupings)) {
      shown = shown.with(shown.evaluation().noting(note));
    }
    List<FairnessResult> all = new ArrayList<>(results);
    request.similar().ifPresent(similar -> all.add(consistency(similar, read)));
    return all.isEmpty()
        ? shown
        : shown.with(
            new EvaluationReport.Fairness(
                all,
                FairnessWords.verdicts(all, spec.confidence()),
                FairnessConflicts.of(all, groupings, threshold, spec.confidence())));
  }

  /** One scan more, after that of the evaluation. */
  private FairnessResult consistency(EvaluationRequest.Similar similar, ReadPredictions read) {
    List<Column> columns =
        new ArrayList<>(List.of(read.hash().as(KEY), read.decision().as(DECISION)));
    request
        .cluster()
        .ifPresent(name -> columns.add(Columns.named(name).cast("string").as(CLUSTER)));
    request
        .weight()
        .ifPresent(unused -> columns.add(Columns.named(ReadPredictions.WEIGHT).as(WEIGHT)));
    List<String> features = new ArrayList<>();
    for (String name : similar.features()) {
      String as = FEATURE + features.size();
      features.add(as);
      columns.add(read.described(name).as(as));
    }
    return ConsistencySample.of(
        read.again().select(columns.toArray(Column[]::new)),
        new SimilarRows(
            List.of(KEY),
            features,
            DECISION,
            request.weight().map(unused -> WEIGHT),
            request.cluster().map(unused -> CLUSTER),
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
