package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Whether ranges can be drawn from. */
final class CandidateCheck {
  private static final KeyPath CANDIDATES = KeyPath.of("candidates");

  private CandidateCheck() {}

  static void check(JsonNode pipeline, Grammar grammar, Findings findings) {
    for (Map.Entry<String, JsonNode> family : pipeline.path("candidates").properties()) {
      KeyPath path = CANDIDATES.then(family.getKey());
      int random = family.getValue().path("random").asInt();
      JsonNode ranges = family.getValue().path("ranges");
      if (random > 0 && ranges.isEmpty()) {
        findings.add(
            path.then("random"), random + " without ranges", "ranges to draw from", "Add ranges");
      }
      if (random == 0 && !ranges.isEmpty()) {
        findings.add(
            path.then("ranges"), "ranges without random", "how many to draw", "Add random: 10");
      }
      for (Map.Entry<String, JsonNode> range : ranges.properties()) {
        KeyPath at = path.then("ranges").then(range.getKey());
        grammar
            .at(path.then(range.getKey()).then(0))
            .ifPresent(allowed -> range(range.getValue(), allowed, at, findings));
      }
    }
  }

  private static void range(JsonNode range, Grammar allowed, KeyPath path, Findings findings) {
    if (!range.path("low").isNumber() || !range.path("high").isNumber()) {
      return;
    }
    double low = range.get("low").asDouble();
    double high = range.get("high").asDouble();
    if (low > high) {
      findings.add(
          path.then("low"),
          range.get("low").asText(),
          "at most high, which is " + range.get("high").asText(),
          "");
    }
    if (range.path("log").asBoolean() && low <= 0) {
      findings.add(
          path.then("low"),
          range.get("low").asText() + " with log: true",
          "a number above 0, which has a logarithm",
          "");
    }
    for (String end : new String[] {"low", "high"}) {
      double value = range.get(end).asDouble();
      boolean outside =
          value < allowed.node().path("minimum").asDouble()
              || value > allowed.node().path("maximum").asDouble();
      if (outside || (allowed.accepts("integer") && value != Math.rint(value))) {
        findings.add(path.then(end), range.get(end).asText(), Wording.expected(allowed), "");
      }
    }
  }
}
