package dev.holdout.report;

import dev.holdout.evaluate.McNemar;
import dev.holdout.evaluate.ModelComparison;
import dev.holdout.evaluate.ModelComparison.Difference;
import dev.holdout.evaluate.ModelComparison.Group;
import dev.holdout.evaluate.ModelComparison.Verdict;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Two models on the same rows of Test. */
final class SampleComparison {
  private SampleComparison() {}

  /** A score against a baseline, in one metric. */
  static ModelComparison withBaseline() {
    Difference auc =
        new Difference(
            Measure.of(0.829, 0.814, 0.844, "delong"),
            Measure.of(0.842, 0.828, 0.856, "delong"),
            Measure.of(0.013, 0.005, 0.021, "delong"),
            Optional.of(0.0014),
            Optional.of(0.003),
            Verdict.BETTER);
    return new ModelComparison(
        10_012,
        0,
        compared(Map.of(), auc, Verdict.BETTER, "Better than the baseline."),
        List.of(
            compared(
                Map.of("region", Optional.of("South")),
                auc,
                Verdict.WORSE,
                "region = South: worse than the baseline.")),
        2,
        IntervalLevel.of(0.95),
        List.of(),
        Optional.empty());
  }

  private static Group compared(
      Map<String, Optional<String>> segment, Difference auc, Verdict verdict, String story) {
    return new Group(
        segment,
        10_012,
        803,
        new TreeMap<>(Map.of("roc_auc", auc)),
        new McNemar(190, 231, Optional.of(0.0503), Optional.empty()),
        verdict,
        story);
  }

  /** A challenger against the champion, by segment and crossing. */
  static ModelComparison withChampion() {
    Difference auc =
        difference(
            Measure.of(0.838, 0.824, 0.852, "delong"),
            Measure.of(0.842, 0.828, 0.856, "delong"),
            Measure.of(0.004, -0.003, 0.011, "delong"),
            0.26,
            Verdict.NO_DIFFERENCE_SHOWN);
    Difference logLoss =
        difference(
            Measure.of(0.221, 0.211, 0.231, "log-t"),
            Measure.of(0.213, 0.203, 0.223, "log-t"),
            Measure.of(-0.008, -0.012, -0.004, "paired-t"),
            0.0004,
            Verdict.BETTER);
    return new ModelComparison(
        10_012,
        3,
        group(Map.of(), 10_012, Map.of("roc_auc", auc, "log_loss", logLoss), Verdict.BETTER),
        List.of(
            group(
                Map.of("region", Optional.of("Centre")),
                3_240,
                Map.of("roc_auc", segment(0.012, 0.001, 0.023, Verdict.BETTER)),
                Verdict.BETTER),
            group(
                Map.of("region", Optional.of("South")),
                1_602,
                Map.of("roc_auc", segment(-0.041, -0.066, -0.015, Verdict.WORSE)),
                Verdict.WORSE),
            group(
                Map.of("age_band", Optional.of("65 and over")), 13, Map.of(), Verdict.TOO_FEW_ROWS),
            group(
                crossed(),
                410,
                Map.of("roc_auc", segment(0.01, -0.02, 0.04, Verdict.NO_DIFFERENCE_SHOWN)),
                Verdict.NO_DIFFERENCE_SHOWN)),
        5,
        IntervalLevel.of(0.95),
        List.of("3 rows lack a score of either model or a label and were left out."),
        Optional.empty());
  }

  private static Map<String, Optional<String>> crossed() {
    Map<String, Optional<String>> crossed = new LinkedHashMap<>();
    crossed.put("region", Optional.of("South"));
    crossed.put("age_band", Optional.empty());
    return crossed;
  }

  private static Difference segment(double value, double lower, double upper, Verdict verdict) {
    return difference(
        Measure.of(0.8, 0.78, 0.82, "delong"),
        Measure.of(0.8 + value),
        Measure.of(value, lower, upper, "delong"),
        0.04,
        verdict);
  }

  private static Difference difference(
      Measure champion, Measure challenger, Measure difference, double p, Verdict verdict) {
    return new Difference(
        champion, challenger, difference, Optional.of(p / 2), Optional.of(p), verdict);
  }

  private static Group group(
      Map<String, Optional<String>> segment,
      long rows,
      Map<String, Difference> metrics,
      Verdict verdict) {
    SortedMap<String, Difference> sorted = new TreeMap<>(metrics);
    return new Group(
        segment,
        rows,
        rows / 12,
        sorted,
        new McNemar(190, 231, Optional.of(0.0503), Optional.empty()),
        verdict,
        rows + " rows: better than the champion in log_loss.");
  }
}
