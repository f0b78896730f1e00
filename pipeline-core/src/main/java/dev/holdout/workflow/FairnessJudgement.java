package dev.holdout.workflow;

import dev.holdout.evaluate.Divided;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.fairness.FairnessConflicts;
import dev.holdout.fairness.FairnessResult;
import dev.holdout.fairness.FairnessSpec;
import dev.holdout.fairness.FairnessWords;
import dev.holdout.fairness.Group;
import dev.holdout.fairness.GroupFairness;
import dev.holdout.fairness.Grouping;
import dev.holdout.fairness.Suppression;
import dev.holdout.measure.Confidence;
import dev.holdout.report.evaluation.EvaluationReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Fairness between the groups of an evaluation, and what of both may leave the team. */
final class FairnessJudgement {
  private final EvaluationRequest request;
  private final EvaluationSpec spec;

  FairnessJudgement(EvaluationRequest request, EvaluationSpec spec) {
    this.request = request;
    this.spec = spec;
  }

  /** The report with fairness where there are protected attributes, without small cells. */
  EvaluationReport judged(EvaluationReport report, Divided divided) {
    List<Grouping> groupings = divided.divisions().stream().map(FairnessJudgement::of).toList();
    Confidence confidence = new Confidence(spec.confidence(), spec.draws(), spec.seed());
    FairnessSpec how =
        new FairnessSpec(
            spec.minRows(),
            confidence,
            request.references().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> Optional.of(one.getValue()))));
    List<FairnessResult> results = GroupFairness.of(groupings, request.threshold(), how);
    EvaluationReport shown = report;
    if (request.limits().minCell().isPresent()) {
      Suppression suppressed =
          Suppression.of(report.evaluation(), results, request.limits().minCell().getAsInt());
      results =
          GroupFairness.of(
              groupings, request.threshold(), how, suppressed.hidden(), suppressed.reason());
      shown = report.with(suppressed.evaluation());
    }
    return groupings.isEmpty()
        ? shown
        : shown.with(
            new EvaluationReport.Fairness(
                results,
                FairnessWords.verdicts(results, spec.confidence()),
                FairnessConflicts.of(results, spec.confidence())));
  }

  private static Grouping of(Divided.Division division) {
    return new Grouping(
        division.by(),
        division.groups().stream().map(group -> new Group(group.value(), group.counts())).toList());
  }
}
