package dev.holdout.decide;

/** How scores are calibrated. */
public enum CalibratorKind {
  NONE,
  PLATT,
  ISOTONIC
}
