package dev.holdout.workflow;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.ModelComparator;
import dev.holdout.evaluate.ModelComparison;
import dev.holdout.evaluate.Predictions;
import dev.holdout.learn.TaskMetrics;
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
            Map.of(
                "gate",
                context.spec().gate(),
                "evaluation",
                context.spec().evaluation(),
                "model",
                model.reference(),
                "level",
                level(test)),
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
      return GateDecision.uncompared(
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
              .map(version -> "models/" + model.name() + "@" + version));
    }
    if (test.champion().isEmpty()) {
      return Gate.first();
    }
    PipelineSpec spec = context.spec();
    ModelRecord champion = test.champion().get();
    ModelComparison comparison =
        spec.openings().reusable().isPresent()
            ? answers(champion, test)
            : compared(model, champion, test);
    return new Gate(
            inUnits(comparison), TaskMetrics.byName(spec.gate().metric()).direction().better(1, 0))
        .decide(champion.reference(), comparison);
  }

  /**
   * Where numbers are predicted, what the gate demands are shares of the champion's error, since
   * only the label knows its unit.
   */
  private GateSpec inUnits(ModelComparison comparison) {
    GateSpec gate = context.spec().gate();
    if (context.spec().label().task() != Task.REGRESSION) {
      return gate;
    }
    double unit = comparison.overall().in(gate.metric()).baseline().value().orElse(1.0);
    return new GateSpec(gate.metric(), gate.minGain() * unit, gate.maxSegmentLoss() * unit);
  }

  private ModelComparison compared(ModelRecord model, ModelRecord champion, TestStage.Result test) {
    PipelineSpec spec = context.spec();
    Predictions challenger = StoredPredictions.of(spec, model.threshold());
    return new ModelComparator(spec.evaluation().stored(), level(test))
        .against("the champion")
        .with(spec.gate().metric())
        .compare(
            context.tables().read(test.scores()),
            challenger.by(StoredPredictions.ofChampion(spec.label().task()), champion.threshold()),
            challenger);
  }

  /** Raw figures of Test stay untold, so what was told of each model is all there is to compare. */
  private ModelComparison answers(ModelRecord champion, TestStage.Result test) {
    String metric = context.spec().gate().metric();
    Optional<Evaluation> told =
        new Reports(context.tables()).read(champion.run()).map(RunReport::evaluation);
    boolean asked = told.flatMap(Evaluation::reuse).isPresent();
    return ModelComparison.unpaired(
        test.evaluation().rows(),
        metric,
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

  private static Measure figure(Evaluation evaluation, String metric) {
    return Optional.ofNullable(evaluation.overall().metrics().get(metric))
        .orElseGet(() -> Measure.undefined("not computed"));
  }
}
