package dev.holdout.decide;

import dev.holdout.lineage.Json;
import java.util.Optional;

/**
 * How scores become probabilities and decisions, once fitted.
 *
 * @param calibrator turns scores into probabilities
 * @param threshold a decision is positive when the probability is at least this; above 1 if none
 *     ever is
 * @param review where a person decides in place of the threshold, which lies within or at an end;
 *     empty for nowhere
 */
public record Decision(Calibrator calibrator, double threshold, Optional<Band> review) {
  public Decision {
    if (!(threshold >= 0) || !Double.isFinite(threshold)) {
      throw new IllegalArgumentException("threshold " + threshold);
    }
    if (review.isPresent()
        && !(review.get().lower() <= threshold && threshold <= review.get().upper())) {
      throw new IllegalArgumentException("threshold " + threshold + " outside " + review.get());
    }
  }

  /** Without review. */
  public Decision(Calibrator calibrator, double threshold) {
    this(calibrator, threshold, Optional.empty());
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
