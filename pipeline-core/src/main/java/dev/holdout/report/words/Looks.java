package dev.holdout.report.words;

import dev.holdout.evaluate.Evaluation.Reuse;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.report.RunReport;
import java.util.Optional;
import java.util.stream.Collectors;

/** How often Test was looked at, what that did to the intervals, and what can be done. */
public final class Looks {
  private static final String REMEDY =
      "A fresh Test starts the count again: new data under another name, newer rows where Test is"
          + " by time, or another split.seed where it is drawn at random, after which earlier"
          + " models cannot be compared with later ones. Whoever must look often can set"
          + " evaluation.reusable_holdout.";

  private Looks() {}

  /** In one clause without a full stop, such as {@code looked at 3 times; intervals widened}. */
  public static String brief(RunReport report) {
    long openings = report.testOpenings();
    String times = openings == 1 ? "looked at once" : "looked at " + times(openings);
    if (report.evaluation().reuse().isPresent()) {
      return times + ", through the reusable hold-out";
    }
    Optional<IntervalLevel> level = report.evaluation().level();
    if (openings == 1 || level.isEmpty()) {
      return times;
    }
    return times
        + (level.get().looks() > 1
            ? "; intervals widened accordingly, from "
                + percent(level.get().nominal())
                + " to "
                + percent(level.get().corrected())
            : "; intervals not corrected for that");
  }

  /** In full sentences. */
  public static String sentences(RunReport report) {
    long openings = report.testOpenings();
    if (report.evaluation().reuse().isPresent()) {
      return reusable(openings, report.evaluation().reuse().get());
    }
    if (openings == 1) {
      return "This Test was opened once, for this evaluation.";
    }
    String looked = "This Test has been looked at " + times(openings) + ", this time included";
    Optional<IntervalLevel> level = report.evaluation().level();
    if (level.isEmpty()) {
      return looked + "; every opening weakens what it proves.";
    }
    if (level.get().looks() == 1) {
      return looked
          + ". The intervals do not allow for that, since evaluation.correct_for_openings is off:"
          + " the best of several figures is better than it should be by more than they tell. "
          + REMEDY;
    }
    return looked
        + "; intervals are widened accordingly: their level is "
        + percent(level.get().corrected())
        + " in place of "
        + percent(level.get().nominal())
        + ", so that those of all "
        + Numbers.count(level.get().looks())
        + " looks hold together with a chance of at least "
        + percent(level.get().nominal())
        + ". That makes them about "
        + Numbers.decimal(level.get().widening(), 1)
        + " times as wide as at the first look. "
        + REMEDY;
  }

  private static String reusable(long openings, Reuse reuse) {
    return "This Test has been looked at "
        + times(openings)
        + " and was asked through a reusable hold-out (Thresholdout, Dwork et al. 2015; threshold "
        + Numbers.threshold(reuse.threshold())
        + ", noise "
        + Numbers.threshold(reuse.noise())
        + "): a figure is that of cross-validation while Test agrees with it, and else that of Test"
        + " with noise. Intervals are therefore not widened for the number of looks. "
        + (reuse.heldOut().isEmpty()
            ? "Here no figure comes from Test"
            : "Here those from Test are "
                + reuse.heldOut().stream().map(Glossary::title).collect(Collectors.joining(", ")))
        + "; "
        + Numbers.count(reuse.spent())
        + " of "
        + Numbers.count(reuse.budget(), "answer", "answers")
        + " from Test are spent. All that the budget allows is ε-differentially private in the rows"
        + " of Test with ε = "
        + Numbers.decimal(reuse.epsilon(), 2)
        + (reuse.epsilon() <= 1
            ? "."
            : ", which is too large for a proof of how close answers are to the truth: more rows,"
                + " more noise or a smaller budget make it smaller.");
  }

  private static String times(long openings) {
    return Numbers.count(openings, "time", "times");
  }

  private static String percent(double level) {
    return IntervalLevel.percent(level) + "\u00a0%";
  }
}
