package dev.holdout.fairness;

import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.measure.Confidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Groups made by hand for tests. */
final class Groups {
  static final double THRESHOLD = 0.5;
  static final Confidence CONFIDENCE = new Confidence(0.95, 1000, 7);
  static final FairnessSpec SPEC = FairnessSpec.of(30, CONFIDENCE);

  /** ProPublica 2016, two years of recidivism by "medium or high" against "low" of the score. */
  static final Grouping COMPAS =
      new Grouping(
          List.of("race"),
          List.of(
              of("race", "African-American", 1369, 805, 532, 990),
              of("race", "Caucasian", 505, 349, 461, 1139)));

  private Groups() {}

  static Map<String, Optional<String>> value(String... attributesAndValues) {
    Map<String, Optional<String>> value = new LinkedHashMap<>();
    for (int at = 0; at < attributesAndValues.length; at += 2) {
      String text = attributesAndValues[at + 1];
      value.put(
          attributesAndValues[at], text.equals("null") ? Optional.empty() : Optional.of(text));
    }
    return value;
  }

  static Group of(String attribute, String value, int tp, int fp, int fn, int tn) {
    return new Group(value(attribute, value), counts(tp, fp, fn, tn));
  }

  /** Rows decided positive score 0.9, others 0.1. */
  static ScoreCounts counts(int tp, int fp, int fn, int tn) {
    ScoreCounts counts = ScoreCounts.empty(4096, OptionalDouble.of(THRESHOLD));
    add(counts, tp, 0.9, true);
    add(counts, fp, 0.9, false);
    add(counts, fn, 0.1, true);
    add(counts, tn, 0.1, false);
    return counts;
  }

  static void add(ScoreCounts counts, int rows, double score, boolean positive) {
    for (int row = 0; row < rows; row++) {
      counts.add(score, positive);
    }
  }

  static Comparison comparison(Group... groups) {
    return new Comparison(
        new Grouping(List.copyOf(groups[0].value().keySet()), List.of(groups)),
        THRESHOLD,
        FairnessSpec.of(1, CONFIDENCE),
        new StudentizedRange());
  }

  static FairnessResult result(List<FairnessResult> results, String metric) {
    return results.stream()
        .filter(result -> result.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  static List<FairnessResult> results(Grouping... groupings) {
    return GroupFairness.of(new ArrayList<>(List.of(groupings)), THRESHOLD, SPEC);
  }
}
