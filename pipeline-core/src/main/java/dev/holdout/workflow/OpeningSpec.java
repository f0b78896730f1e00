package dev.holdout.workflow;

import dev.holdout.evaluate.ReusableHoldout;
import java.util.Optional;

/**
 * What openings of Test cost.
 *
 * @param corrected whether intervals on Test allow for the number of times it was opened
 * @param most how often Test may be opened; empty for any number of times
 * @param reusable how much a reusable hold-out may tell; empty where Test is read as it is
 */
public record OpeningSpec(
    boolean corrected, Optional<Integer> most, Optional<ReusableHoldout.Spec> reusable) {
  /** The part that decides what is told; the number of openings allowed is none. */
  OpeningSpec withoutBudget() {
    return new OpeningSpec(corrected, Optional.empty(), reusable);
  }
}
