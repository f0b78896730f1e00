package dev.holdout.decide;

import dev.holdout.decide.DecisionReport.CurvePoint;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * The decisions at every threshold that makes a difference on the given rows, and which of them a
 * rule chooses.
 *
 * <p>A position stands for the threshold from which rows are positive: 0 makes every row positive,
 * and the last one no row. Among equals the highest threshold is best. Cost: linear in the scores.
 */
final class ThresholdSearch {
  private static final int CURVE_POINTS = 200;

  private final DecisionCounts counts;
  private final ThresholdRule rule;
  private final Outcome[] outcomes;

  /**
   * A search.
   *
   * @param counts by calibrated score
   */
  ThresholdSearch(DecisionCounts counts, ThresholdRule rule) {
    this.counts = counts;
    this.rule = rule;
    this.outcomes = counts.outcomes();
  }

  /**
   * The position that the rule chooses.
   *
   * @throws HoldoutException with {@link ErrorCode#DATA_INSUFFICIENT} if no decisions meet what it
   *     demands
   */
  int best() {
    return find()
        .orElseThrow(
            () ->
                new HoldoutException(
                    ErrorCode.DATA_INSUFFICIENT,
                    "Cannot choose a threshold with the "
                        + rule.words()
                        + ": "
                        + rule.refusal(Arrays.asList(outcomes))));
  }

  /** The same; empty where no decisions meet what the rule demands. */
  OptionalInt find() {
    if (rule.given().isPresent()) {
      return OptionalInt.of(counts.from(rule.given().get()));
    }
    int best = -1;
    double preference = Double.NEGATIVE_INFINITY;
    for (int at = 0; at < outcomes.length; at++) {
      if (rule.meets(outcomes[at])) {
        double here = rule.preference(outcomes[at]);
        if (here >= preference) {
          best = at;
          preference = here;
        }
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /** The threshold of a position; a given one is kept as it was given. */
  double threshold(int position) {
    return rule.given().orElseGet(() -> counts.threshold(position));
  }

  Outcome outcome(int position) {
    return outcomes[position];
  }

  /** At most 200 positions where the objective is defined, evenly spread, one of them given. */
  List<Integer> shown(int among) {
    TreeSet<Integer> shown = new TreeSet<>(List.of(among));
    int steps = Math.min(CURVE_POINTS - 1, outcomes.length);
    for (int step = 0; step < steps; step++) {
      shown.add((int) ((long) step * (outcomes.length - 1) / Math.max(1, steps - 1)));
    }
    shown.removeIf(at -> rule.undefined(outcomes[at]).isPresent());
    return List.copyOf(shown);
  }

  /** The objective at those positions. */
  List<CurvePoint> curve(List<Integer> positions) {
    List<CurvePoint> curve = new ArrayList<>();
    for (int at : positions) {
      curve.add(new CurvePoint(counts.threshold(at), rule.value(outcomes[at])));
    }
    return curve;
  }
}
