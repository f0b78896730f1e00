package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Whether costs say what they need to, and read columns that hold amounts. */
final class DecisionCheck {
  private static final KeyPath COST = KeyPath.of("decision", "threshold", "cost");
  private static final KeyPath REVIEW = KeyPath.of("decision", "review", "cost");
  private static final List<String> MISTAKES = List.of("false_positive", "false_negative");

  /** The right decision about a row, by the wrong one. */
  private static final Map<String, String> RIGHT =
      Map.of("false_positive", "true_negative", "false_negative", "true_positive");

  private final JsonNode pipeline;
  private final JsonNode costs;
  private final Findings findings;

  private DecisionCheck(JsonNode pipeline, Findings findings) {
    this.pipeline = pipeline;
    this.costs = pipeline.path("decision").path("threshold").path("cost");
    this.findings = findings;
  }

  static void check(JsonNode pipeline, Findings findings) {
    DecisionCheck check = new DecisionCheck(pipeline, findings);
    if (check.costs.isObject()) {
      for (Map.Entry<String, JsonNode> cost : check.costs.properties()) {
        if (cost.getValue().isObject()) {
          check.cost(COST.then(cost.getKey()), cost.getValue());
        }
      }
      MISTAKES.forEach(check::mistake);
    } else if (pipeline.path("decision").path("review").has("cost")) {
      findings.add(
          REVIEW,
          "a cost of review without costs of decisions",
          "decision.threshold.cost, to weigh it against",
          "Give decision.review a share, or decisions their costs");
    }
  }

  private void cost(KeyPath path, JsonNode cost) {
    if (cost.has("amount") == cost.has("column")) {
      findings.add(
          path,
          cost.has("amount") ? "an amount and a column" : "neither an amount nor a column",
          "exactly one of them",
          "");
    } else if (cost.has("amount") && cost.has("factor")) {
      findings.add(
          path.then("factor"), "a factor for an amount", "one for a column only", "Multiply them");
    }
    if (cost.path("column").isTextual()) {
      new UsedColumns(pipeline, findings)
          .number(path.then("column"), cost.path("column").textValue());
    }
  }

  /** A mistake must cost more than the right decision, where that can be said of every row. */
  private void mistake(String mistake) {
    JsonNode wrong = costs.path(mistake);
    JsonNode right = costs.path(RIGHT.get(mistake));
    boolean byColumn = wrong.has("column") || right.has("column");
    double least = right.path("amount").asDouble(0);
    if (!byColumn
        && wrong.path("amount").isNumber()
        && !(wrong.path("amount").asDouble() > least)) {
      findings.add(
          COST.then(mistake),
          wrong.path("amount").asText(),
          "more than the " + right.path("amount").asText("0") + " that the right decision costs",
          "");
    } else if (wrong.has("column") && !(wrong.path("factor").asDouble(1) > 0)) {
      findings.add(
          COST.then(mistake).then("factor"), wrong.path("factor").asText(), "a number above 0", "");
    }
  }
}
