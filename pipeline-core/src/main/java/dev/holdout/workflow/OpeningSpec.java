package dev.holdout.workflow;

import java.util.Optional;

/**
 * What openings of Test cost.
 *
 * @param corrected whether intervals on Test allow for the number of times it was opened
 * @param most how often Test may be opened; empty for any number of times
 */
public record OpeningSpec(boolean corrected, Optional<Integer> most) {}
