package dev.holdout.decide;

import dev.holdout.error.Problems;
import java.util.Optional;

/**
 * How scores become probabilities and probabilities become decisions.
 *
 * @param calibrator how scores are calibrated
 * @param rule how the threshold is chosen
 * @param review which rows are left to a person; empty for none
 */
public record DecisionSpec(
    CalibratorKind calibrator, ThresholdRule rule, Optional<ReviewSpec> review) {
  public static final DecisionSpec DEFAULT = of(CalibratorKind.NONE, new BestFBeta(1));

  /** Without review. */
  public static DecisionSpec of(CalibratorKind calibrator, ThresholdRule rule) {
    return new DecisionSpec(calibrator, rule, Optional.empty());
  }

  void check(Problems problems) {
    rule.check(problems);
    review.ifPresent(wanted -> wanted.check(rule, problems));
  }
}
