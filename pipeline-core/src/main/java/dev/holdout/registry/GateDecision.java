package dev.holdout.registry;

import dev.holdout.evaluate.Comparison;
import java.util.List;
import java.util.Optional;

/**
 * Whether a new model version became champion, and why.
 *
 * @param promoted whether it did
 * @param reasons one sentence each
 * @param champion reference of the champion before; empty when there was none
 * @param comparison the figures; empty when there was no champion
 */
public record GateDecision(
    boolean promoted,
    List<String> reasons,
    Optional<String> champion,
    Optional<Comparison> comparison) {
  public GateDecision {
    reasons = List.copyOf(reasons);
  }
}
