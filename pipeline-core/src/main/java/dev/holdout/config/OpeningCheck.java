package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.ReusableEvaluation;
import dev.holdout.measure.Direction;
import java.util.List;

/** Whether the gate can decide by what a reusable hold-out answers. */
final class OpeningCheck {
  private static final KeyPath GATE_METRIC = KeyPath.of("gate", "metric");

  private OpeningCheck() {}

  static void check(JsonNode pipeline, Findings findings) {
    List<String> answered =
        ReusableEvaluation.answered().stream()
            .filter(name -> Metrics.byName(name).direction() != Direction.NEITHER)
            .toList();
    String metric = pipeline.path("gate").path("metric").asText();
    if (pipeline.path("evaluation").has("reusable_holdout") && !answered.contains(metric)) {
      findings.add(
          GATE_METRIC,
          "the text " + Wording.quoted(metric),
          "one of " + String.join(", ", answered) + ", which evaluation.reusable_holdout answers",
          "Choose another metric, or take evaluation.reusable_holdout out");
    }
  }
}
