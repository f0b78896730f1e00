package dev.holdout.regress;

import dev.holdout.measure.Described;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import java.util.Optional;

/** A metric of predicted numbers. */
public interface NumberMetric extends Described {
  /** The value, without an interval. */
  Measure value(NumberCounts counts);

  /**
   * The value with its intervals, whose ends may be infinite; empty where rows are too few or too
   * alike to tell, called where {@link #value} has one.
   */
  Optional<Estimate> estimate(NumberCounts counts);

  /** The value with its interval, where it has a finite one. */
  default Measure measure(NumberCounts counts, double z) {
    Measure value = value(counts);
    if (value.undefined().isPresent()) {
      return value;
    }
    Optional<Estimate> estimate = estimate(counts).map(found -> found.within(definition().range()));
    if (estimate.isEmpty()) {
      return value;
    }
    Interval interval = estimate.get().at(z);
    return Double.isFinite(interval.lower()) && Double.isFinite(interval.upper())
        ? estimate.get().measure(z)
        : value;
  }
}
