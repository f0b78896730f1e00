package dev.holdout.decide;

import java.util.Optional;

/**
 * The decision step of several classes as a reader needs it.
 *
 * @param calibrator which one
 * @param logLossBefore out-of-fold log loss of the scores as they were
 * @param logLossAfter the same after calibration, cross-fitted: each fold's rows are calibrated by
 *     what the other folds alone say; empty where nothing is calibrated or folds are too few
 */
public record ClassDecisionReport(
    ClassCalibratorKind calibrator, double logLossBefore, Optional<Double> logLossAfter) {}
