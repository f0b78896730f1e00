package dev.holdout.workflow;

import dev.holdout.contract.Columns;
import dev.holdout.decide.Decider;
import dev.holdout.evaluate.Comparison;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.PairedEvaluator;
import dev.holdout.evaluate.PairedLosses;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Task;
import dev.holdout.registry.Gate;
import dev.holdout.registry.GateDecision;
import dev.holdout.registry.GateSpec;
import dev.holdout.registry.ModelRecord;
import dev.holdout.registry.Promotions;
import dev.holdout.report.RunReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the new model with the champion on the stored Test scores, or by what a reusable
 * hold-out answered about each, and promotes it if the gate lets it through.
 */
final class GateStage {
  private final RunContext context;
  private final Promotions promotions;

  GateStage(RunContext context, Promotions promotions) {
    this.context = context;
    this.promotions = promotions;
  }

  GateDecision decide(ModelRecord model, TestStage.Result test) {
    return context
        .stages()
        .stage(
            "gate",
            Map.of("gate", context.spec().gate(), "model", model.reference(), "level", level(test)),
            List.of(Stages.Input.of(test.scores())),
            GateDecision.class,
            decision -> List.of(),
            key -> decision(model, test));
  }

  /**
   * Makes the model champion, once: neither a run that was killed after that nor one that makes a
   * deleted model again promotes a second time.
   */
  void promote(ModelRecord model, GateDecision decision) {
    if (decision.promoted()) {
      promotions.promoteOnce(
          model.name(), model.version(), model.run(), String.join(" ", decision.reasons()));
    }
  }

  /** That of the evaluation, since both read the same opening. */
  private IntervalLevel level(TestStage.Result test) {
    return test.evaluation()
        .level()
        .orElseGet(() -> IntervalLevel.of(context.spec().evaluation().confidence()));
  }

  private GateDecision decision(ModelRecord model, TestStage.Result test) {
    if (test.incomparable().isPresent()) {
      return new GateDecision(
          false,
          List.of(
              test.incomparable().get()
                  + " To make the new model champion all the same: holdout models --promote "
                  + model.name()
                  + "@"
                  + model.version()
                  + " --reason '…'"),
          promotions
              .champion(model.name())
              .map(version -> "models/" + model.name() + "@" + version),
          Optional.empty());
    }
    if (test.champion().isEmpty()) {
      return Gate.first();
    }
    PipelineSpec spec = context.spec();
    ModelRecord champion = test.champion().get();
    if (spec.label().task() != Task.BINARY) {
      return byLosses(champion, test);
    }
    Metric metric = Metrics.byName(spec.gate().metric());
    Comparison comparison =
        spec.openings().reusable().isPresent()
            ? answers(champion, test, metric)
            : paired(model, champion, test, metric);
    return new Gate(spec.gate(), metric.direction().better(1, 0))
        .decide(champion.reference(), comparison);
  }

  /**
   * By what each row adds. Where numbers are predicted, what the gate demands are shares of the
   * champion's figure, since only the label knows its unit.
   */
  private GateDecision byLosses(ModelRecord champion, TestStage.Result test) {
    PipelineSpec spec = context.spec();
    RowLoss loss = RowLoss.of(spec.gate().metric(), spec.label());
    Comparison comparison =
        new PairedLosses(
                spec.evaluation().stored(), spec.gate().metric(), loss.figure(), level(test))
            .compare(
                context.tables().read(test.scores()),
                loss.of(StoredPredictions.ofChampion(spec.label().task())),
                loss.of(StoredPredictions.compared(spec.label().task())));
    double unit =
        spec.label().task() == Task.REGRESSION ? comparison.champion().value().orElse(1.0) : 1.0;
    GateSpec gate =
        new GateSpec(
            spec.gate().metric(),
            spec.gate().minGain() * unit,
            spec.gate().maxSegmentLoss() * unit);
    return new Gate(gate, loss.largerIsBetter()).decide(champion.reference(), comparison);
  }

  private Comparison paired(
      ModelRecord model, ModelRecord champion, TestStage.Result test, Metric metric) {
    return new PairedEvaluator(context.spec().evaluation().stored(), metric, level(test))
        .compare(
            context.tables().read(test.scores()),
            Columns.LABEL,
            new PairedEvaluator.ScoredBy(
                StoredPredictions.ofChampion(Task.BINARY), champion.threshold()),
            new PairedEvaluator.ScoredBy(Decider.PROBABILITY, model.threshold()));
  }

  /** Raw figures of Test stay untold, so what was told of each model is all there is to compare. */
  private Comparison answers(ModelRecord champion, TestStage.Result test, Metric metric) {
    Optional<Evaluation> told =
        new Reports(context.tables()).read(champion.run()).map(RunReport::evaluation);
    boolean asked = told.flatMap(Evaluation::reuse).isPresent();
    return Comparison.unpaired(
        test.evaluation().rows(),
        metric.name(),
        told.map(evaluation -> figure(evaluation, metric))
            .orElseGet(
                () ->
                    Measure.undefined("there is no report of the champion's run to compare with")),
        figure(test.evaluation(), metric),
        level(test),
        (asked
                ? "Both figures are answers of the reusable hold-out"
                : "The challenger's figure is an answer of the reusable hold-out, the champion's"
                    + " one of Test")
            + ", not paired by row; segments were not compared.");
  }

  private static Measure figure(Evaluation evaluation, Metric metric) {
    return Optional.ofNullable(evaluation.overall().metrics().get(metric.name()))
        .orElseGet(() -> Measure.undefined("not computed"));
  }
}
