package dev.holdout.evaluate;

import static java.util.Objects.requireNonNull;

import dev.holdout.evaluate.Evaluation.Gap;
import dev.holdout.evaluate.SegmentComparisons.Judgement;
import dev.holdout.measure.Counted;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Task;
import dev.holdout.ranking.RankingMetric;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A segment in one sentence for a person.
 *
 * @param task what is predicted
 * @param unit what a row is, as {@link Counted} reads it
 * @param deciding names of the metrics that decide, the most telling first
 * @param level of the intervals
 */
record Story(Task task, String unit, List<String> deciding, double level) {
  private static final Map<String, String> NAMES = Map.of("roc_auc", "AUC");
  private static final double OTHER_BASE_RATE = 1.25;

  /**
   * The sentence.
   *
   * @param segment column → value
   * @param rows of the segment
   * @param positives of the segment
   */
  String of(Map<String, Optional<String>> segment, long rows, long positives, Judgement judgement) {
    String name = named(segment);
    String size = Counted.of(rows, unit);
    return switch (judgement.verdict()) {
      case WORSE -> name + worse(rows, positives, judgement);
      case NOT_WORSE ->
          mostNotable(judgement, false)
              .map(
                  gap ->
                      name
                          + figures(gap, judgement, size)
                          + ": not worse than elsewhere beyond noise.")
              .orElse(name + size + ": no metric could be compared.");
      case TOO_FEW_ROWS ->
          name
              + size
              + (task == Task.BINARY ? ", " + Counted.of(positives, "[positive|positives]") : "")
              + ": too few "
              + units()
              + " to judge.";
      case NOT_COMPARED ->
          name + size + ": not compared, since there are too few " + units() + " elsewhere.";
    };
  }

  /** What a sentence begins with. */
  static String named(Map<String, Optional<String>> segment) {
    return segment.entrySet().stream()
            .map(
                one ->
                    one.getValue()
                        .map(text -> one.getKey() + " = " + text)
                        .orElse(one.getKey() + " is null"))
            .collect(Collectors.joining(", "))
        + ": ";
  }

  private String worse(long rows, long positives, Judgement judgement) {
    String name = mostNotable(judgement, true).orElseThrow();
    List<String> also =
        deciding.stream()
            .filter(metric -> !metric.equals(name))
            .filter(
                metric ->
                    Optional.ofNullable(judgement.gaps().get(metric))
                        .filter(Gap::worse)
                        .isPresent())
            .map(Story::name)
            .toList();
    return figures(name, judgement, Counted.of(rows, unit))
        + ": the model is worse here"
        + (also.isEmpty() ? "" : ", in " + String.join(" and ", also) + " too")
        + baseRates(rows, positives, judgement)
        + ".";
  }

  private String baseRates(long rows, long positives, Judgement judgement) {
    long restRows = judgement.compared().restRows();
    if (task != Task.BINARY || restRows == 0) {
      return "";
    }
    double here = (double) positives / rows;
    double elsewhere = (double) judgement.compared().restPositives() / restRows;
    return Math.max(here, elsewhere) < OTHER_BASE_RATE * Math.min(here, elsewhere)
        ? ""
        : String.format(
            Locale.ROOT,
            " (%.0f %% of the rows are positive, %.0f %% elsewhere)",
            100 * here,
            100 * elsewhere);
  }

  /** The first that decides; else the deciding metric whose difference is the least by chance. */
  private Optional<String> mostNotable(Judgement judgement, boolean worseOnly) {
    return judgement.gaps().entrySet().stream()
        .filter(gap -> deciding.contains(gap.getKey()))
        .filter(gap -> !worseOnly || gap.getValue().worse())
        .min(
            Comparator.comparing(
                    (Map.Entry<String, Gap> gap) -> !gap.getKey().equals(deciding.get(0)))
                .thenComparing(gap -> gap.getValue().pAdjusted()))
        .map(Map.Entry::getKey);
  }

  private String figures(String name, Judgement judgement, String size) {
    Measure difference = requireNonNull(judgement.gaps().get(name)).difference();
    double gap = difference.value().orElseThrow();
    double elsewhere = judgement.elsewhere(name);
    int digits = digits(gap);
    return String.format(
        Locale.ROOT,
        "%s %s against %s elsewhere (%s, %s %% interval %s to %s; %s)",
        name(name),
        figure(elsewhere + gap, digits, false),
        figure(elsewhere, digits, false),
        figure(gap, digits, true),
        IntervalLevel.percent(level),
        figure(difference.lower().orElseThrow(), digits, true),
        figure(difference.upper().orElseThrow(), digits, true),
        size);
  }

  private String units() {
    return Counted.words(2, unit);
  }

  private static String name(String metric) {
    return RankingMetric.find(metric)
        .map(RankingMetric.At::title)
        .orElseGet(() -> NAMES.getOrDefault(metric, metric.replace('_', ' ')));
  }

  private static int digits(double gap) {
    double size = Math.abs(gap);
    return size < 0.05 ? 3 : size < 10 ? 2 : 0;
  }

  private static String figure(double value, int digits, boolean signed) {
    String text = String.format(Locale.ROOT, (signed ? "%+,." : "%,.") + digits + "f", value);
    return text.replace('-', '−');
  }
}
