package dev.holdout.decide;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Optional;

/**
 * The decision step as a reader needs it.
 *
 * @param calibrator which calibrator
 * @param threshold a decision is positive when the calibrated score is at least this
 * @param rule how the threshold was chosen, in words
 * @param brierBefore out-of-fold Brier score of the raw scores
 * @param brierAfter out-of-fold Brier score after calibration
 * @param curve the rule's objective against the threshold, at most 200 points
 * @param evidence how good the decisions are; empty in a record from before it was gathered
 */
public record DecisionReport(
    CalibratorKind calibrator,
    double threshold,
    String rule,
    double brierBefore,
    double brierAfter,
    List<CurvePoint> curve,
    Optional<ThresholdEvidence> evidence) {
  @JsonCreator
  public DecisionReport {
    curve = List.copyOf(curve);
  }

  /** Without evidence. */
  public DecisionReport(
      CalibratorKind calibrator,
      double threshold,
      String rule,
      double brierBefore,
      double brierAfter,
      List<CurvePoint> curve) {
    this(calibrator, threshold, rule, brierBefore, brierAfter, curve, Optional.empty());
  }

  /** The same with evidence. */
  public DecisionReport with(ThresholdEvidence found) {
    return new DecisionReport(
        calibrator, threshold, rule, brierBefore, brierAfter, curve, Optional.of(found));
  }

  /** The objective at one threshold. */
  public record CurvePoint(double threshold, double objective) {}
}
