package dev.holdout.decide;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Optional;

/**
 * The decision step as a reader needs it.
 *
 * @param calibrator which calibrator; where it was to be chosen, the one chosen
 * @param threshold a decision is positive when the calibrated score is at least this
 * @param rule how the threshold was chosen, in words
 * @param brierBefore out-of-fold Brier score of the raw scores
 * @param brierAfter the same after calibration, cross-fitted: each fold's rows are calibrated by
 *     what the other folds alone say; empty where folds are too few for that
 * @param curve the rule's objective against the threshold, at most 200 points
 * @param evidence how good the decisions are; empty where a record from before it was gathered was
 *     read
 * @param calibration the choice of the calibrator and what it is worth; empty where a record from
 *     before it was recorded was read
 */
public record DecisionReport(
    CalibratorKind calibrator,
    double threshold,
    String rule,
    double brierBefore,
    Optional<Double> brierAfter,
    List<CurvePoint> curve,
    Optional<ThresholdEvidence> evidence,
    Optional<CalibrationReport> calibration) {
  @JsonCreator
  public DecisionReport {
    curve = List.copyOf(curve);
  }

  /** Without evidence for the threshold. */
  public DecisionReport(
      CalibratorKind calibrator,
      double threshold,
      String rule,
      double brierBefore,
      Optional<Double> brierAfter,
      List<CurvePoint> curve,
      Optional<CalibrationReport> calibration) {
    this(
        calibrator, threshold, rule, brierBefore, brierAfter, curve, Optional.empty(), calibration);
  }

  /** The same with evidence for the threshold. */
  public DecisionReport with(ThresholdEvidence found) {
    return new DecisionReport(
        calibrator,
        threshold,
        rule,
        brierBefore,
        brierAfter,
        curve,
        Optional.of(found),
        calibration);
  }

  /** The objective at one threshold. */
  public record CurvePoint(double threshold, double objective) {}
}
