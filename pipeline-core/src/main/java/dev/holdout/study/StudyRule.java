package dev.holdout.study;

import dev.holdout.decide.BestFBeta;
import dev.holdout.decide.CalibratorKind;
import dev.holdout.decide.CostMatrix;
import dev.holdout.decide.DecisionSpec;
import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
 * @param notes where it departs from the pipeline's rule
 */
record StudyRule(
    DecisionSpec decision,
    List<Metric> ofScores,
    List<Metric> ofDecisions,
    List<String> deciding,
    List<String> notes) {
  static StudyRule of(DecisionSpec pipeline) {
    boolean open =
        pipeline.calibrator() == CalibratorKind.NONE
            || pipeline.calibrator() == CalibratorKind.AUTO;
    Optional<CostMatrix> costs = pipeline.rule().costs();
    boolean fromColumns = !pipeline.rule().columns().isEmpty();
    List<Metric> ofDecisions =
        new ArrayList<>(named("f1", "mcc", "precision", "recall", "balanced_accuracy"));
    List<String> deciding =
        new ArrayList<>(List.of("roc_auc", "average_precision", "log_loss", "brier"));
    if (costs.isPresent() && !fromColumns) {
      ofDecisions.add(MeanCost.of(costs.get()));
      deciding.add(MeanCost.NAME);
    } else {
      deciding.addAll(List.of("f1", "mcc"));
    }
    return new StudyRule(
        DecisionSpec.of(
            open ? CalibratorKind.PLATT : pipeline.calibrator(),
            fromColumns ? new BestFBeta(1) : pipeline.rule()),
        named("roc_auc", "average_precision", "log_loss", "brier", "ece"),
        ofDecisions,
        deciding,
        notes(fromColumns, pipeline.review().isPresent()));
  }

  private static List<String> notes(boolean fromColumns, boolean review) {
    List<String> notes = new ArrayList<>();
    if (fromColumns) {
      notes.add(
          "The pipeline's costs come from columns; here thresholds were chosen by the largest F1.");
    }
    if (review) {
      notes.add("Rows that the pipeline leaves to a person were decided by the threshold here.");
    }
    return List.copyOf(notes);
  }

  private static List<Metric> named(String... names) {
    return List.of(names).stream().map(Metrics::byName).toList();
  }
}
