package dev.holdout.decide;

/** How scores are calibrated; those that are no choice stand from simple to complex. */
public enum CalibratorKind {
  /** The simplest of the others that is no worse than the best of them beyond noise. */
  AUTO,
  /** Scores as they are. */
  NONE,
  /** {@link Temperature}: one parameter. */
  TEMPERATURE,
  /** {@link Platt}: two parameters. */
  PLATT,
  /** {@link Beta}: three parameters. */
  BETA,
  /** {@link Isotonic}: as many parameters as the scores have steps. */
  ISOTONIC
}
