package dev.holdout.fairness;

import dev.holdout.measure.Confidence;
import java.util.Map;
import java.util.Optional;

/**
 * How groups are judged.
 *
 * @param minRows a group with fewer rows is named and not judged
 * @param confidence of intervals
 * @param references attribute → the value that others are held against, empty for null; a grouping
 *     in which an attribute has none is held against its largest group
 */
public record FairnessSpec(
    int minRows, Confidence confidence, Map<String, Optional<String>> references) {
  public FairnessSpec {
    references = Map.copyOf(references);
  }

  /** Held against the largest group. */
  public static FairnessSpec of(int minRows, Confidence confidence) {
    return new FairnessSpec(minRows, confidence, Map.of());
  }
}
