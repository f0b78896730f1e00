package dev.holdout.report.words;

import dev.holdout.evaluate.Deciding;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Task;
import dev.holdout.ranking.RankingScorecard;
import dev.holdout.report.evaluation.EvaluationReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What an evaluation found, in sentences. */
public final class EvaluationWords {
  private static final List<String> OF_BINARY =
      List.of(
          "roc_auc",
          "average_precision",
          "recall",
          "precision",
          "fpr",
          "accuracy",
          "balanced_accuracy",
          "f1",
          "mcc",
          "brier",
          "log_loss",
          "ece",
          "selection_rate",
          "fnr");
  private static final List<String> OF_CLASSES =
      List.of(
          "accuracy",
          "balanced_accuracy",
          "macro_f1",
          "roc_auc_ovr_macro",
          "log_loss",
          "cohen_kappa",
          "mcc");
  private static final List<String> OF_NUMBERS =
      List.of("rmse", "mae", "r2", "bias", "interval_coverage", "median_absolute_error");

  private EvaluationWords() {}

  /** How good the news are. */
  public enum Tone {
    NONE_WORSE("No segment is worse"),
    SOME_WORSE("Look at the segments"),
    NOT_COMPARED("Overall figures");

    private final String word;

    Tone(String word) {
      this.word = word;
    }

    /** In two or three words. */
    public String word() {
      return word;
    }
  }

  /** How good the news are. */
  public static Tone tone(EvaluationReport report) {
    if (count(report.evaluation(), Verdict.WORSE) > 0
        || FairnessHeadline.beyondNoise(report.fairness()) > 0) {
      return Tone.SOME_WORSE;
    }
    return count(report.evaluation(), Verdict.NOT_WORSE) > 0 ? Tone.NONE_WORSE : Tone.NOT_COMPARED;
  }

  /** The verdict in one sentence. */
  public static String headline(EvaluationReport report) {
    Evaluation evaluation = report.evaluation();
    long worse = count(evaluation, Verdict.WORSE);
    long judged = worse + count(evaluation, Verdict.NOT_WORSE);
    if (worse > 0) {
      return "The model is worse than elsewhere in "
          + Numbers.count(worse)
          + " of "
          + Numbers.count(judged, "segment", "segments")
          + " that could be judged.";
    }
    if (judged > 0) {
      return "In none of "
          + Numbers.count(judged, "segment", "segments")
          + " is the model worse than elsewhere beyond noise.";
    }
    if (evaluation.segments().isEmpty()) {
      return "Evaluated over " + Numbers.count(evaluation.rows(), "row", "rows") + ".";
    }
    return "No segment could be compared: each has too few rows, or nearly all rows.";
  }

  /** What stands behind the verdict, a sentence each. */
  public static List<String> because(EvaluationReport report) {
    List<String> sentences = new ArrayList<>();
    Evaluation evaluation = report.evaluation();
    byMetric(evaluation).ifPresent(sentences::add);
    SurestWorst.of(evaluation).stream()
        .filter(entry -> entry.segment().verdict() == Verdict.WORSE)
        .findFirst()
        .ifPresent(entry -> sentences.add("The surest: " + gap(entry) + "."));
    long few = count(evaluation, Verdict.TOO_FEW_ROWS);
    if (few > 0) {
      sentences.add(
          few == 1
              ? "1 segment has too few rows to judge."
              : Numbers.count(few, "segment has", "segments have") + " too few rows to judge.");
    }
    FairnessHeadline.of(report.fairness()).ifPresent(sentences::add);
    return sentences;
  }

  /**
   * By which metrics segments are worse, and which of these a share of positives alone can move;
   * empty for a segment or none.
   */
  public static Optional<String> byMetric(Evaluation evaluation) {
    if (count(evaluation, Verdict.WORSE) < 2) {
      return Optional.empty();
    }
    List<String> counts = new ArrayList<>();
    for (String metric : Deciding.of(evaluation)) {
      long worse =
          evaluation.segments().stream()
              .filter(segment -> segment.verdict() == Verdict.WORSE)
              .flatMap(segment -> segment.gaps().entrySet().stream())
              .filter(gap -> gap.getKey().equals(metric) && gap.getValue().worse())
              .count();
      counts.add(Glossary.title(metric) + " in " + Numbers.count(worse));
    }
    return Optional.of(
        "Worse by "
            + String.join(", by ", counts)
            + "."
            + (evaluation.task() == Task.BINARY
                ? " Recall and precision are lower where positives are rarer, whatever the model;"
                    + " ROC AUC is not."
                : ""));
  }

  /** A gap such as {@code region = South, ROC AUC −0.119 (−0.213 to −0.025) against the rest}. */
  public static String gap(SurestWorst entry) {
    return Names.segment(entry.segment())
        + ", "
        + Glossary.title(entry.metric())
        + " "
        + Numbers.difference(entry.metric(), entry.gap().difference())
        + " against all other rows";
  }

  /** The figures that a reader wants first, at most so many, those with a value before others. */
  public static List<String> mainMetrics(Evaluation evaluation, int most) {
    Set<String> names = evaluation.overall().metrics().keySet();
    List<String> known =
        Stream.of(
                names.stream().filter(RankingScorecard::decides),
                wanted(evaluation.task()).stream(),
                names.stream().sorted(Comparator.comparingInt(Glossary::order)))
            .flatMap(Function.identity())
            .distinct()
            .filter(names::contains)
            .toList();
    return Stream.concat(
            known.stream().filter(name -> defined(evaluation.overall(), name)),
            known.stream().filter(name -> !defined(evaluation.overall(), name)))
        .limit(most)
        .toList();
  }

  /** The metrics in which segments were compared, the most telling first. */
  public static List<String> compared(Evaluation evaluation) {
    Map<String, Integer> segments = new LinkedHashMap<>();
    evaluation
        .segments()
        .forEach(
            segment ->
                segment.gaps().keySet().forEach(name -> segments.merge(name, 1, Integer::sum)));
    List<String> wanted = new ArrayList<>(Deciding.of(evaluation));
    wanted.addAll(wanted(evaluation.task()));
    return segments.keySet().stream()
        .sorted(
            Comparator.comparingInt((String name) -> place(wanted, name))
                .thenComparingInt(Glossary::order)
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** What intervals are called, such as {@code 95 % interval}. */
  public static String interval(Evaluation evaluation) {
    return evaluation
        .level()
        .map(level -> IntervalLevel.percent(level.corrected()) + "\u00a0% interval")
        .orElse("interval");
  }

  /** What was predicted, such as {@code whether late is 1}. */
  public static String predicts(EvaluationReport report) {
    String label = Names.shown(report.columns().label());
    return report.evaluation().task() == Task.BINARY
        ? "whether " + label + " is " + Names.shown(report.columns().positive().orElse("1"))
        : label;
  }

  /** How many segments have a verdict. */
  public static long count(Evaluation evaluation, Verdict verdict) {
    return evaluation.segments().stream().filter(segment -> segment.verdict() == verdict).count();
  }

  private static List<String> wanted(Task task) {
    return switch (task) {
      case BINARY -> OF_BINARY;
      case MULTICLASS -> OF_CLASSES;
      case REGRESSION -> OF_NUMBERS;
    };
  }

  private static boolean defined(SegmentResult result, String name) {
    return Segments.measure(result, name).flatMap(Measure::value).isPresent();
  }

  private static int place(List<String> names, String name) {
    int place = names.indexOf(name);
    return place < 0 ? Integer.MAX_VALUE : place;
  }
}
