package dev.holdout.decide;

import dev.holdout.lineage.Json;
import java.util.List;
import java.util.Optional;

/**
 * How the scores of several classes become probabilities and a decision, once fitted: the decision
 * is the class of the highest probability, of equals the first.
 *
 * @param classes their names, in the order of their numbers
 * @param calibrator of the probabilities; empty where they stay as they are
 */
public record ClassDecision(List<String> classes, Optional<ClassCalibrator> calibrator) {
  public ClassDecision {
    classes = List.copyOf(classes);
  }

  /** From {@link #toJson}. */
  public static ClassDecision of(String json) {
    return Json.read(json, ClassDecision.class);
  }

  /** Canonical JSON. */
  public String toJson() {
    return Json.canonical(this);
  }
}
