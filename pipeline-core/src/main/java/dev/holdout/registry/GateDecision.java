package dev.holdout.registry;

import dev.holdout.evaluate.ModelComparison;
import java.util.List;
import java.util.Optional;

/**
 * Whether a new model version became champion, and why.
 *
 * @param promoted whether it did
 * @param reasons one sentence each
 * @param champion reference of the champion before; empty when there was none
 * @param metric the metric that decided; empty when there was no champion
 * @param comparison challenger minus champion, which is the baseline; empty when there was none
 */
public record GateDecision(
    boolean promoted,
    List<String> reasons,
    Optional<String> champion,
    Optional<String> metric,
    Optional<ModelComparison> comparison) {
  public GateDecision {
    reasons = List.copyOf(reasons);
  }

  /** A decision without a comparison. */
  public static GateDecision uncompared(
      boolean promoted, List<String> reasons, Optional<String> champion) {
    return new GateDecision(promoted, reasons, champion, Optional.empty(), Optional.empty());
  }
}
