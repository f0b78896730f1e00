package dev.holdout.decide;

import java.util.List;

/**
 * The decision step as a reader needs it.
 *
 * @param calibrator which calibrator
 * @param threshold a decision is positive when the calibrated score is at least this
 * @param rule how the threshold was chosen, in words
 * @param brierBefore out-of-fold Brier score of the raw scores
 * @param brierAfter out-of-fold Brier score after calibration
 * @param curve the rule's objective against the threshold, at most 200 points
 */
public record DecisionReport(
    DecisionSpec.CalibratorKind calibrator,
    double threshold,
    String rule,
    double brierBefore,
    double brierAfter,
    List<CurvePoint> curve) {
  public DecisionReport {
    curve = List.copyOf(curve);
  }

  /** The objective at one threshold. */
  public record CurvePoint(double threshold, double objective) {}
}
