package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.decide.BestFBeta;
import dev.holdout.decide.BestMcc;
import dev.holdout.decide.BestYouden;
import dev.holdout.decide.CalibratorKind;
import dev.holdout.decide.ClassCalibratorKind;
import dev.holdout.decide.Cost;
import dev.holdout.decide.CostMatrix;
import dev.holdout.decide.DecisionSpec;
import dev.holdout.decide.FixedThreshold;
import dev.holdout.decide.LeastCost;
import dev.holdout.decide.PrecisionAtLeast;
import dev.holdout.decide.PredictionSpec;
import dev.holdout.decide.RecallAtLeast;
import dev.holdout.decide.ReviewSpec;
import dev.holdout.decide.ThresholdRule;
import dev.holdout.decide.TopShare;
import java.util.Optional;

/** The section {@code decision} to its record. */
final class DecisionBinder {
  private DecisionBinder() {}

  static DecisionSpec bind(JsonNode decision) {
    if (!decision.path("threshold").isObject()) {
      return DecisionSpec.DEFAULT;
    }
    JsonNode review = decision.path("review");
    return new DecisionSpec(
        PipelineBinder.constant(CalibratorKind.class, decision.path("calibrator").textValue()),
        rule(decision.path("threshold")),
        review.isObject()
            ? Optional.of(
                new ReviewSpec(
                    PipelineBinder.number(review, "cost"), PipelineBinder.number(review, "share")))
            : Optional.empty());
  }

  /** What becomes of scores that are not those of two classes. */
  static PredictionSpec prediction(JsonNode decision) {
    boolean classes = !decision.path("threshold").isObject() && decision.has("calibrator");
    return new PredictionSpec(
        classes
            ? PipelineBinder.constant(
                ClassCalibratorKind.class, decision.path("calibrator").textValue())
            : PredictionSpec.DEFAULT.calibrator(),
        decision.path("coverage").asDouble(PredictionSpec.DEFAULT.coverage()));
  }

  /** The schema sees to it that there is exactly one key. */
  private static ThresholdRule rule(JsonNode threshold) {
    String key = threshold.fieldNames().next();
    double number = threshold.path(key).doubleValue();
    return switch (key) {
      case "fixed" -> new FixedThreshold(number);
      case "best" -> best(threshold.path(key).asText());
      case "recall_at_least" -> new RecallAtLeast(number);
      case "precision_at_least" -> new PrecisionAtLeast(number);
      case "top_share" -> new TopShare(number);
      case "cost" -> new LeastCost(matrix(threshold.path(key)));
      case "f_beta" -> new BestFBeta(number);
      default -> throw new IllegalStateException("no threshold rule " + key);
    };
  }

  private static ThresholdRule best(String metric) {
    return switch (metric) {
      case "mcc" -> new BestMcc();
      case "youden" -> new BestYouden();
      default -> throw new IllegalStateException("no threshold rule best: " + metric);
    };
  }

  private static CostMatrix matrix(JsonNode costs) {
    return new CostMatrix(
        cost(costs.path("false_positive")),
        cost(costs.path("false_negative")),
        cost(costs.path("true_positive")),
        cost(costs.path("true_negative")),
        PipelineBinder.text(costs, "unit"));
  }

  private static Cost cost(JsonNode cost) {
    return PipelineBinder.text(cost, "column")
        .map(column -> Cost.times(cost.path("factor").asDouble(1), column))
        .orElseGet(() -> Cost.of(cost.path("amount").asDouble(0)));
  }
}
