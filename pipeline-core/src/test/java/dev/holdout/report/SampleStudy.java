package dev.holdout.report;

import dev.holdout.measure.Measure;
import dev.holdout.rebalance.Strategy;
import dev.holdout.study.StrategyFit;
import dev.holdout.study.Study;
import dev.holdout.study.Study.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A study of rebalancing with something in every part, names from the data as bad as they come. */
final class SampleStudy {
  private SampleStudy() {}

  static Study study() {
    return new Study(
        "Rebalancing does not help here: once scores are calibrated and the threshold is chosen,"
            + " none of 2 strategies is better than doing nothing in any of 6 metrics by more than"
            + " noise; undersample(ratio=0.25) is worse in log loss and Brier score; fitting with"
            + " oversample(ratio=0.5) took 4.2 times as long.",
        "gradient_boosted_trees(max_depth=5, max_iter=60)",
        Optional.of("none"),
        "platt",
        false,
        List.of("roc_auc", "average_precision", "log_loss", "brier", "f1", "mcc"),
        0.95,
        0.25,
        List.of(
            compared("none", Map.of(), 11.2, 0, values(0.842, 0.0612)),
            compared("undersample", Map.of("ratio", 0.25), 4.1, 0, values(0.838, 0.0625)),
            compared("oversample", Map.of("ratio", 0.5), 46.3, 9_120, values(0.843, 0.0613)),
            new Study.Compared(
                "smote",
                Optional.of("Cannot rebalance: found 4 rows of a class, expected at least 6 <b>"),
                new StrategyFit(
                    Strategy.of("smote", Map.of()),
                    false,
                    Optional.of("Cannot rebalance"),
                    Optional.empty(),
                    0,
                    0,
                    0,
                    0,
                    List.of()),
                new TreeMap<>())),
        List.of(
            new Study.Group(
                Optional.empty(),
                Optional.empty(),
                39_952,
                3_204,
                List.of(
                    difference("undersample(ratio=0.25)", "brier", 0.0013, Verdict.WORSE),
                    difference(
                        "undersample(ratio=0.25)", "roc_auc", -0.004, Verdict.NO_DIFFERENCE_SHOWN),
                    difference(
                        "oversample(ratio=0.5)", "brier", 0.0001, Verdict.NO_DIFFERENCE_SHOWN),
                    difference(
                        "oversample(ratio=0.5)", "roc_auc", 0.001, Verdict.NO_DIFFERENCE_SHOWN))),
            new Study.Group(
                Optional.of("region <script>"),
                Optional.of("South"),
                1_602,
                180,
                List.of(
                    difference("oversample(ratio=0.5)", "roc_auc", 0.031, Verdict.BETTER),
                    new Study.Difference(
                        "oversample(ratio=0.5)",
                        "brier",
                        Measure.of(0.001, -0.002, 0.003, "bootstrap"),
                        Measure.undefined("no rows in fold 2"),
                        Optional.empty(),
                        Verdict.TOO_FEW_ROWS))),
            new Study.Group(Optional.of("region"), Optional.empty(), 12, 1, List.of())),
        4,
        2,
        1,
        List.of("zip has more than 1,024 values and is not divided into segments."));
  }

  private static SortedMap<String, Measure> values(double auc, double brier) {
    SortedMap<String, Measure> values = new TreeMap<>();
    values.put("roc_auc", Measure.of(auc, auc - 0.014, auc + 0.014, "delong"));
    values.put("brier", Measure.of(brier, brier - 0.003, brier + 0.003, "log-t"));
    return values;
  }

  private static Study.Compared compared(
      String strategy,
      Map<String, Double> parameters,
      double seconds,
      double synthetic,
      SortedMap<String, Measure> values) {
    Strategy of = Strategy.of(strategy, parameters);
    return new Study.Compared(
        of.id(),
        Optional.empty(),
        new StrategyFit(
            of,
            parameters.isEmpty(),
            Optional.empty(),
            Optional.of(SampleRun.DATASET),
            seconds,
            parameters.isEmpty() ? 0 : 0.7,
            31_961 + synthetic,
            synthetic,
            List.of()),
        values);
  }

  private static Study.Difference difference(
      String strategy, String metric, double value, Verdict verdict) {
    double half = verdict == Verdict.NO_DIFFERENCE_SHOWN ? 2 * Math.abs(value) : value / 2;
    return new Study.Difference(
        strategy,
        metric,
        Measure.of(value, value - Math.abs(half), value + Math.abs(half), "bootstrap"),
        Measure.of(value, value - Math.abs(half), value + Math.abs(half), "corrected-resampled-t"),
        Optional.of(verdict == Verdict.NO_DIFFERENCE_SHOWN ? 0.6 : 0.004),
        verdict);
  }
}
