package dev.holdout.workflow;

import dev.holdout.contract.Columns;
import dev.holdout.decide.Decider;
import dev.holdout.evaluate.Comparison;
import dev.holdout.evaluate.IntervalLevel;
import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.PairedEvaluator;
import dev.holdout.registry.Gate;
import dev.holdout.registry.GateDecision;
import dev.holdout.registry.ModelRecord;
import dev.holdout.registry.Promotions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the new model with the champion on the stored Test scores, and promotes it if the gate
 * lets it through.
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

  /** Makes the model champion; again without effect when a killed run had done so already. */
  void promote(ModelRecord model, GateDecision decision) {
    if (decision.promoted()) {
      promotions.promote(
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
    Metric metric = Metrics.byName(spec.gate().metric());
    Comparison comparison =
        new PairedEvaluator(spec.evaluation(), metric, level(test))
            .compare(
                context.tables().read(test.scores()),
                Columns.LABEL,
                new PairedEvaluator.ScoredBy(TestStage.CHAMPION, test.champion().get().threshold()),
                new PairedEvaluator.ScoredBy(Decider.PROBABILITY, model.threshold()));
    return new Gate(spec.gate(), metric.direction().better(1, 0))
        .decide(test.champion().get().reference(), comparison);
  }
}
