package dev.holdout.decide;

import dev.holdout.evaluate.ReliabilityDiagram;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Calibration as a reader needs it.
 *
 * <p>All figures are cross-fitted: calibrators are fitted to all folds but one and judged on that
 * one. The calibrator that goes with the model is fitted to all folds.
 *
 * @param asked what was asked for
 * @param chosen what came of it
 * @param level of all intervals
 * @param folds how many were left out in turn
 * @param rows how many rows that are
 * @param candidates from simple to complex; empty where nothing could be judged
 * @param unjudged why nothing could be judged
 * @param before metric → measure of the raw scores, for every metric of calibration
 * @param after the same of the calibrated scores
 * @param reliabilityBefore the raw scores, bin by bin
 * @param reliabilityAfter the calibrated scores, bin by bin
 */
public record CalibrationReport(
    CalibratorKind asked,
    CalibratorKind chosen,
    double level,
    int folds,
    long rows,
    List<Candidate> candidates,
    Optional<String> unjudged,
    SortedMap<String, Measure> before,
    SortedMap<String, Measure> after,
    ReliabilityDiagram reliabilityBefore,
    ReliabilityDiagram reliabilityAfter) {
  public CalibrationReport {
    candidates = List.copyOf(candidates);
  }

  /**
   * A calibrator that was tried.
   *
   * @param kind which one
   * @param brier its Brier score
   * @param behind by how much that is above the best one's, on the same rows; 0 without an interval
   *     for the best
   */
  public record Candidate(CalibratorKind kind, Measure brier, Measure behind) {
    /** Whether it is the best, or no worse than the best beyond noise. */
    public boolean goodEnough() {
      return behind.lower().map(lower -> lower <= 0).orElse(true);
    }
  }

  /**
   * What {@link CalibratorKind#AUTO} chooses: the simplest candidate that is no worse than the best
   * beyond noise; the scores as they are, where nothing could be judged.
   */
  public CalibratorKind simplestGoodEnough() {
    return simplestGoodEnough(candidates);
  }

  static CalibratorKind simplestGoodEnough(List<Candidate> candidates) {
    return candidates.stream()
        .filter(Candidate::goodEnough)
        .map(Candidate::kind)
        .findFirst()
        .orElse(CalibratorKind.NONE);
  }
}
