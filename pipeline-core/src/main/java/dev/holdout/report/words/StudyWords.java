package dev.holdout.report.words;

import dev.holdout.decide.CalibratorKind;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.study.StrategyFit;
import dev.holdout.study.Study;
import dev.holdout.study.Study.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The study of rebalancing in words. */
public final class StudyWords {
  private static final double SHORTEST_SECONDS = 0.05;

  private StudyWords() {}

  /** A verdict in a few words. */
  public static String verdict(Verdict verdict) {
    return switch (verdict) {
      case BETTER -> "better";
      case WORSE -> "worse";
      case NO_DIFFERENCE_SHOWN -> "no difference shown";
      case TOO_FEW_ROWS -> "too few rows";
    };
  }

  /** Digits of a difference: one more than those of the metric, up to four. */
  public static int digits(String metric) {
    return Math.min(4, Numbers.digits(metric) + 1);
  }

  /** An interval such as {@code −0.0021 to +0.0043}, or {@link Numbers#UNDEFINED}. */
  public static String interval(String metric, Measure measure) {
    return measure.lower().isEmpty() || measure.upper().isEmpty()
        ? Numbers.UNDEFINED
        : Numbers.signed(measure.lower().get(), digits(metric))
            + " to "
            + Numbers.signed(measure.upper().get(), digits(metric));
  }

  /** A difference with its interval, or why there is none. */
  public static String difference(String metric, Measure measure) {
    return measure
        .value()
        .map(
            value -> Numbers.signed(value, digits(metric)) + " (" + interval(metric, measure) + ")")
        .orElseGet(() -> Names.shown(measure.undefined().orElse(""), 120));
  }

  /** How many times as long a strategy took as the reference; empty where that took no time. */
  public static String times(Study study, StrategyFit fit) {
    Optional<StrategyFit> reference =
        study.strategies().stream()
            .filter(one -> study.reference().equals(Optional.of(one.strategy())))
            .map(Study.Compared::fit)
            .findFirst();
    return reference
        .map(StudyWords::seconds)
        .filter(seconds -> seconds > SHORTEST_SECONDS)
        .map(seconds -> Numbers.decimal(seconds(fit) / seconds, 1) + " times, in all")
        .orElse("");
  }

  private static double seconds(StrategyFit fit) {
    return fit.fitSeconds() + fit.rebalanceSeconds();
  }

  /**
   * Which strategies were not compared, and why: a text for each reason, with all that share it.
   */
  public static List<String> notCompared(Study study) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (Study.Compared one : study.strategies()) {
      one.failure()
          .ifPresent(
              reason ->
                  byReason
                      .computeIfAbsent(reason, unseen -> new ArrayList<>())
                      .add(one.strategy()));
    }
    return byReason.entrySet().stream()
        .map(
            entry -> "not compared: " + String.join(", ", entry.getValue()) + ": " + entry.getKey())
        .toList();
  }

  /** How the figures were made, for those who want to check them. */
  public static List<String> notes(Study study) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Every strategy’s scores, corrected for the classes’ shares, went through one kind of"
            + " calibrator"
            + (study.calibratorAsked()
                ? ", that of the pipeline ("
                : ", chosen here since the pipeline names none (")
            + Names.calibrator(CalibratorKind.valueOf(study.calibrator().toUpperCase(Locale.ROOT)))
            + "). Each fold’s calibrator and threshold were learned from the other folds.");
    notes.add(
        "A figure is the strategy’s minus the first one’s, with "
            + IntervalLevel.percent(study.confidence())
            + " % intervals: over rows by the paired bootstrap, over folds by the corrected"
            + " resampled t-test (Nadeau and Bengio 2003; validation to training rows "
            + Numbers.decimal(study.testToTrain(), 3)
            + "). Better or worse is said only where both tests reject and agree.");
    notes.add(
        String.format(
            Locale.ENGLISH,
            "Corrected for %,d comparisons that answer the question and, apart from these, for %,d"
                + " of other metrics and %,d in segments (Benjamini–Hochberg).",
            study.comparisons(),
            study.otherComparisons(),
            study.segmentComparisons()));
    notes.add(
        "What answers the question: "
            + study.deciding().stream().map(Glossary::title).collect(Collectors.joining(", "))
            + ". The other figures can be bought by moving the threshold.");
    study.strategies().stream()
        .filter(one -> one.fit().ofSearch())
        .findFirst()
        .ifPresent(
            one ->
                notes.add(
                    "The fits of "
                        + one.strategy()
                        + " are those of the search, timed beside those of its other candidates."));
    study
        .strategies()
        .forEach(one -> one.fit().notes().forEach(note -> notes.add(one.strategy() + ": " + note)));
    notes.addAll(study.notes());
    return notes;
  }
}
