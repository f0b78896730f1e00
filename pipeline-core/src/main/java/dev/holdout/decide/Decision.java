package dev.holdout.decide;

import dev.holdout.lineage.Json;

/**
 * How scores become probabilities and decisions, once fitted.
 *
 * @param calibrator turns scores into probabilities
 * @param threshold a decision is positive when the probability is at least this; above 1 if none
 *     ever is
 */
public record Decision(Calibrator calibrator, double threshold) {
  public Decision {
    if (!(threshold >= 0) || !Double.isFinite(threshold)) {
      throw new IllegalArgumentException("threshold " + threshold);
    }
  }

  /** From {@link #toJson}. */
  public static Decision of(String json) {
    return Json.read(json, Decision.class);
  }

  /** Canonical JSON. */
  public String toJson() {
    return Json.canonical(this);
  }
}
