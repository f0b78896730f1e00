package dev.holdout.evaluate;

import dev.holdout.evaluate.ModelComparison.Difference;
import dev.holdout.evaluate.ModelComparison.Verdict;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The comparison of two models on some rows in one sentence. */
final class ComparisonStory {
  private ComparisonStory() {}

  /**
   * The sentence.
   *
   * @param baseline what the baseline is called
   */
  static String of(
      ComparedGroup group,
      SortedMap<String, Difference> metrics,
      Verdict verdict,
      IntervalLevel level,
      String baseline) {
    McNemar decisions = group.decisions();
    String where =
        (group.segment().isEmpty() ? "All rows" : where(group.segment()))
            + String.format(
                Locale.ROOT, " (%,d %s): ", group.rows(), group.rows() == 1 ? "row" : "rows");
    return switch (verdict) {
      case TOO_FEW_ROWS -> where + "too few rows to judge.";
      case NO_DIFFERENCE_SHOWN ->
          where
              + "no difference from "
              + baseline
              + " beyond noise"
              + figures(metrics, level, List.of(Verdict.NO_DIFFERENCE_SHOWN))
              + decided(decisions, baseline);
      case BETTER, WORSE, MIXED ->
          where
              + Map.of(
                      Verdict.BETTER, "better than ",
                      Verdict.WORSE, "worse than ",
                      Verdict.MIXED, "better and worse than ")
                  .get(verdict)
              + baseline
              + " in "
              + names(metrics, verdict == Verdict.MIXED)
              + figures(metrics, level, List.of(Verdict.BETTER, Verdict.WORSE))
              + decided(decisions, baseline);
    };
  }

  private static String names(SortedMap<String, Difference> metrics, boolean mixed) {
    return metrics.entrySet().stream()
        .filter(metric -> metric.getValue().verdict() != Verdict.NO_DIFFERENCE_SHOWN)
        .map(
            metric ->
                metric.getKey()
                    + (mixed && metric.getValue().verdict() == Verdict.WORSE ? " (worse)" : ""))
        .collect(Collectors.joining(", "));
  }

  /** The figures of the metric whose difference is the least likely by chance; ranking first. */
  private static String figures(
      SortedMap<String, Difference> metrics, IntervalLevel level, List<Verdict> of) {
    return metrics.entrySet().stream()
        .filter(metric -> of.contains(metric.getValue().verdict()))
        .filter(metric -> metric.getValue().pAdjusted().isPresent())
        .min(
            Comparator.comparing(
                    (Map.Entry<String, Difference> metric) -> !metric.getKey().equals("roc_auc"))
                .thenComparing(metric -> metric.getValue().pAdjusted().orElseThrow()))
        .map(
            metric -> {
              Measure difference = metric.getValue().difference();
              return String.format(
                  Locale.ROOT,
                  " (%s %s, %s %% interval %s to %s)",
                  metric.getKey(),
                  signed(difference.value()),
                  IntervalLevel.percent(level.corrected()),
                  signed(difference.lower()),
                  signed(difference.upper()));
            })
        .orElse("");
  }

  /** Columns and their values. */
  static String where(Map<String, Optional<String>> segment) {
    return segment.entrySet().stream()
        .map(one -> one.getKey() + one.getValue().map(v -> " = " + v).orElse(" is null"))
        .collect(Collectors.joining(", "));
  }

  private static String decided(McNemar decisions, String baseline) {
    if (!decisions.isDecided()) {
      return ".";
    }
    return String.format(
        Locale.ROOT,
        "; it alone decides rightly in %,d rows, %s alone in %,d%s.",
        decisions.onlyScore(),
        baseline,
        decisions.onlyBaseline(),
        decisions
            .pValue()
            .map(
                p ->
                    " (McNemar p "
                        + (p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p))
                        + ")")
            .orElse(""));
  }

  private static String signed(Optional<Double> value) {
    return String.format(Locale.ROOT, "%+.4f", value.orElseThrow()).replace('-', '−');
  }
}
