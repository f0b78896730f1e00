package dev.holdout.evaluate;

import dev.holdout.evaluate.Evaluation.Curves;
import dev.holdout.evaluate.Evaluation.Reuse;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.evaluate.ReusableHoldout.Answer;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An evaluation on Test that tells the answers of a reusable hold-out and nothing else.
 *
 * <p>Asked for is every metric with a {@link Metric#sensitivity}; its out-of-fold figure is the
 * stand-in. The others, segments and curves are withheld. Row counts and labels of Test are taken
 * for known: they are facts of the split, not of a model.
 *
 * <p>Intervals: an answer that is the out-of-fold figure has the interval of that, which tells the
 * spread of the out-of-fold rows and not the difference from Test that stays below the threshold.
 * An answer that is a noisy figure of Test has the quantile of the noise plus the out-of-fold
 * interval's half width, carried over to Test's size, each for half of the error.
 */
public final class ReusableEvaluation {
  /** Why a figure is not told. */
  public static final String WITHHELD = "withheld: reusable hold-out";

  private final ReusableHoldout holdout;
  private final ReusableHoldout.Spec spec;
  private final double level;
  private final String identity;

  /**
   * An evaluation of one model.
   *
   * @param holdout answers; keeps what it answered
   * @param spec what it was made with
   * @param level of the intervals
   * @param identity tells models apart; must not depend on what is in Test
   */
  public ReusableEvaluation(
      ReusableHoldout holdout, ReusableHoldout.Spec spec, double level, String identity) {
    this.holdout = holdout;
    this.spec = spec;
    this.level = level;
    this.identity = identity;
  }

  /**
   * The metrics that can be asked for, by name; others are withheld.
   *
   * @return in the order of {@link Metrics#all}
   */
  public static List<String> answered() {
    return Metrics.all().stream()
        .filter(metric -> metric.sensitivity(1, 1).isPresent())
        .map(Metric::name)
        .toList();
  }

  /** What may be told of an evaluation on Test, given that of the out-of-fold scores. */
  public Evaluation of(Evaluation outOfFold, Evaluation test) {
    SortedMap<String, Measure> told = new TreeMap<>();
    List<String> withheld = new ArrayList<>();
    List<String> heldOut = new ArrayList<>();
    List<String> reaches = new ArrayList<>();
    SegmentResult all = test.overall();
    for (Metric metric : Metrics.all()) {
      Measure raw = measure(test, metric);
      OptionalDouble most =
          metric.sensitivity(
              Math.max(1, all.positives()), Math.max(1, all.rows() - all.positives()));
      Measure standIn = measure(outOfFold, metric);
      if (most.isEmpty() || standIn.value().isEmpty()) {
        told.put(metric.name(), Measure.undefined(WITHHELD));
        withheld.add(metric.name());
      } else if (raw.value().isEmpty() || most.getAsDouble() == 0) {
        told.put(metric.name(), raw);
      } else {
        double stretch = most.getAsDouble() * all.rows();
        Optional<Answer> answer =
            holdout.ask(
                metric.name() + " of " + identity,
                standIn.value().get(),
                raw.value().get(),
                stretch);
        told.put(
            metric.name(),
            answer
                .map(given -> measure(given, standIn, stretch, outOfFold.rows(), all.rows()))
                .orElse(Measure.undefined(WITHHELD + "; its budget is spent")));
        answer.filter(Answer::heldOut).ifPresent(given -> heldOut.add(metric.name()));
        reaches.add(
            String.format(Locale.ROOT, "%s %.2g", metric.name(), spec.threshold() * stretch));
      }
    }
    return new Evaluation(
        test.rows(),
        test.threshold(),
        new SegmentResult(
            Map.of(),
            all.rows(),
            all.positives(),
            Collections.unmodifiableSortedMap(told),
            Collections.emptySortedMap(),
            Verdict.NOT_COMPARED,
            all.story()),
        List.of(),
        Curves.NONE,
        notes(reaches, withheld),
        Optional.of(IntervalLevel.of(level)),
        Optional.of(
            new Reuse(
                spec.threshold(),
                spec.noise(),
                spec.budget(),
                holdout.spent(),
                ReusableHoldout.epsilon(spec, Math.max(1, all.rows())),
                heldOut)));
  }

  private static List<String> notes(List<String> reaches, List<String> withheld) {
    return List.of(
        "Figures marked out-of-fold are those of cross-validation: Test did not differ from them by"
            + " more than a noisy threshold, which is "
            + String.join(", ", reaches)
            + ". Their intervals tell the spread of the out-of-fold rows, not a difference from"
            + " Test below that. Figures marked thresholdout are those of Test with noise.",
        "Withheld, since one row may move them without a useful bound: "
            + String.join(", ", withheld)
            + "; and segments and curves of Test.");
  }

  private Measure measure(
      Answer answer, Measure standIn, double stretch, long outOfFoldRows, long rows) {
    double value = answer.value();
    if (!answer.heldOut()) {
      return standIn.lower().isEmpty() || standIn.upper().isEmpty()
          ? standIn
          : Measure.of(value, standIn.lower().get(), standIn.upper().get(), "out-of-fold");
    }
    double error = 1 - level;
    double spread =
        Math.max(
            standIn.upper().orElse(1.0) - standIn.value().orElseThrow(),
            standIn.value().orElseThrow() - standIn.lower().orElse(0.0));
    double half =
        stretch * spec.noise() * Math.log(2 / error)
            + spread
                * Math.sqrt((double) outOfFoldRows / rows)
                * (Quantiles.normal(1 - error / 2) / Quantiles.normal(level));
    return Measure.of(value, Math.max(0, value - half), Math.min(1, value + half), "thresholdout");
  }

  private static Measure measure(Evaluation evaluation, Metric metric) {
    return Optional.ofNullable(evaluation.overall().metrics().get(metric.name()))
        .orElseGet(() -> Measure.undefined("not computed"));
  }
}
