package dev.holdout.evaluate;

import static java.util.Objects.requireNonNull;

import dev.holdout.evaluate.Evaluation.Gap;
import dev.holdout.evaluate.SegmentComparisons.Judgement;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A segment in one sentence for a person. */
final class Story {
  private static final Map<String, String> NAMES =
      Map.of("roc_auc", "AUC", "recall", "recall", "precision", "precision");
  private static final double OTHER_BASE_RATE = 1.25;

  private Story() {}

  static String of(
      String column,
      Optional<String> value,
      ScoreCounts counts,
      Judgement judgement,
      double level) {
    String segment = value.map(text -> column + " = " + text).orElse(column + " is null") + ": ";
    String size = number(counts.rows(), "row");
    return switch (judgement.verdict()) {
      case WORSE -> segment + worse(counts, judgement, level);
      case NOT_WORSE ->
          mostNotable(judgement, false)
              .map(
                  gap ->
                      segment
                          + figures(gap, judgement, level, size)
                          + ": not worse than elsewhere beyond noise.")
              .orElse(segment + size + ": no metric could be compared.");
      case TOO_FEW_ROWS ->
          segment
              + size
              + ", "
              + number(counts.positives(), "positive")
              + ": too few rows to judge.";
      case NOT_COMPARED ->
          segment + size + ": not compared, since there are too few rows elsewhere.";
    };
  }

  private static String worse(ScoreCounts counts, Judgement judgement, double level) {
    String name = mostNotable(judgement, true).orElseThrow();
    List<String> also =
        judgement.gaps().entrySet().stream()
            .filter(gap -> gap.getValue().worse() && !gap.getKey().equals(name))
            .map(gap -> NAMES.getOrDefault(gap.getKey(), gap.getKey()))
            .toList();
    double here = (double) counts.positives() / counts.rows();
    double elsewhere = judgement.rest().prevalence();
    double ratio = Math.max(here, elsewhere) / Math.min(here, elsewhere);
    return figures(name, judgement, level, number(counts.rows(), "row"))
        + ": the model is worse here"
        + (also.isEmpty() ? "" : ", in " + String.join(" and ", also) + " too")
        + (ratio < OTHER_BASE_RATE
            ? ""
            : String.format(
                Locale.ROOT,
                " (%.0f %% of the rows are positive, %.0f %% elsewhere)",
                100 * here,
                100 * elsewhere))
        + ".";
  }

  /** Ranking first; else the metric whose difference is the least likely by chance. */
  private static Optional<String> mostNotable(Judgement judgement, boolean worseOnly) {
    return judgement.gaps().entrySet().stream()
        .filter(gap -> !worseOnly || gap.getValue().worse())
        .min(
            Comparator.comparing((Map.Entry<String, Gap> gap) -> !gap.getKey().equals("roc_auc"))
                .thenComparing(gap -> gap.getValue().pAdjusted()))
        .map(Map.Entry::getKey);
  }

  private static String figures(String name, Judgement judgement, double level, String size) {
    Measure difference = requireNonNull(judgement.gaps().get(name)).difference();
    double gap = difference.value().orElseThrow();
    double elsewhere = requireNonNull(judgement.rest().values().get(name));
    int digits = Math.abs(gap) < 0.05 ? 3 : 2;
    return String.format(
        Locale.ROOT,
        "%s %s against %s elsewhere (%s, %s %% interval %s to %s; %s)",
        NAMES.getOrDefault(name, name),
        share(elsewhere + gap, digits, false),
        share(elsewhere, digits, false),
        share(gap, digits, true),
        IntervalLevel.percent(level),
        share(difference.lower().orElseThrow(), digits, true),
        share(difference.upper().orElseThrow(), digits, true),
        size);
  }

  private static String share(double value, int digits, boolean signed) {
    String text = String.format(Locale.ROOT, (signed ? "%+." : "%.") + digits + "f", value);
    return text.replace('-', '−');
  }

  private static String number(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? noun : noun + "s");
  }
}
