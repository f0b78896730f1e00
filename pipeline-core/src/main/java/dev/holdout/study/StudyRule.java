package dev.holdout.study;

import dev.holdout.decide.CalibratorKind;
import dev.holdout.decide.DecisionSpec;
import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import java.util.ArrayList;
import java.util.List;

/**
 * How every strategy's scores are decided upon, and what is compared.
 *
 * <p>The calibrator is that of the pipeline; where it names none, or leaves the choice open, it is
 * Platt's for all strategies alike. What answers the question are metrics that no threshold can buy
 * (of ranks and of probabilities) and, of decisions, those that weigh both kinds of mistakes;
 * precision and recall are shown, but either is had at the cost of the other.
 *
 * @param decision the pipeline's, with a calibrator
 * @param ofScores metrics of probabilities
 * @param ofDecisions metrics of decisions
 * @param deciding names of those that answer the question
 */
record StudyRule(
    DecisionSpec decision, List<Metric> ofScores, List<Metric> ofDecisions, List<String> deciding) {
  static StudyRule of(DecisionSpec pipeline) {
    boolean open =
        pipeline.calibrator() == CalibratorKind.NONE
            || pipeline.calibrator() == CalibratorKind.AUTO;
    boolean costs = pipeline.rule() == DecisionSpec.Rule.COST;
    List<Metric> ofDecisions =
        new ArrayList<>(named("f1", "mcc", "precision", "recall", "balanced_accuracy"));
    List<String> deciding =
        new ArrayList<>(List.of("roc_auc", "average_precision", "log_loss", "brier"));
    if (costs) {
      ofDecisions.add(
          new MeanCost(pipeline.falsePositiveCost(), pipeline.falseNegativeCost(), 0, 0));
      deciding.add(MeanCost.NAME);
    } else {
      deciding.addAll(List.of("f1", "mcc"));
    }
    return new StudyRule(
        open ? with(pipeline, CalibratorKind.PLATT) : pipeline,
        named("roc_auc", "average_precision", "log_loss", "brier", "ece"),
        ofDecisions,
        deciding);
  }

  private static DecisionSpec with(DecisionSpec spec, CalibratorKind calibrator) {
    return new DecisionSpec(
        calibrator,
        spec.rule(),
        spec.threshold(),
        spec.beta(),
        spec.falsePositiveCost(),
        spec.falseNegativeCost());
  }

  private static List<Metric> named(String... names) {
    return List.of(names).stream().map(Metrics::byName).toList();
  }
}
