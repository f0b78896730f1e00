package dev.holdout.fairness;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import java.util.Optional;

/** A figure of one group by itself. */
interface GroupFigure {
  /** Fewer terms than this are too few to judge, however wide the interval. */
  double FEWEST = 5;

  /** Why the group has no such figure. */
  Optional<String> undefined(Member member);

  /** How many rows the figure is made of: what it divides by, or the fewest of its parts. */
  double terms(Member member);

  /** The figure of independent rows; called where it is not {@link #undefined}. */
  Estimate estimate(Member member);

  /** The figure without an interval. */
  default Measure value(Member member) {
    return undefined(member)
        .map(Measure::undefined)
        .orElseGet(() -> Measure.of(estimate(member).value()));
  }

  /** The largest difference that two groups can have; infinite where there is none. */
  default double largestGap() {
    return 1;
  }
}
