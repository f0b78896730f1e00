package dev.holdout.fairness;

import dev.holdout.measure.Measure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a metric found, before p-values are adjusted over all of them.
 *
 * @param measure the figure with its interval
 * @param p-value of there being no gap, or of the rule being kept
 * @param keepsRule whether the figure keeps the metric's rule; false where it has none
 * @param groups in the order given
 */
record Finding(Measure measure, OptionalDouble p, boolean keepsRule, List<OfGroup> groups) {
  Finding {
    groups = List.copyOf(groups);
  }

  /**
   * Of one group.
   *
   * @param own its own figure
   * @param gap to the reference; undefined where it is the reference that has none
   * @param ratio to the reference
   * @param p of the gap or of the group's own test
   * @param leftOut why it is not judged
   */
  record OfGroup(
      Member member,
      Measure own,
      Optional<Measure> gap,
      Optional<Measure> ratio,
      OptionalDouble p,
      boolean reference,
      Optional<String> leftOut) {
    /** Whether it differs from the reference by a known number. */
    boolean hasGap() {
      return gap.flatMap(Measure::value).isPresent();
    }
  }
}
