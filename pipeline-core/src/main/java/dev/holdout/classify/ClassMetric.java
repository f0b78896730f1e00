package dev.holdout.classify;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Described;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;

/** A metric of a classifier of several classes. */
public interface ClassMetric extends Described {
  /** The value, without an interval. */
  Measure value(ClassCounts counts);

  /** The value with its intervals; called where {@link #value} has one. */
  Estimate estimate(ClassCounts counts, Confidence confidence);

  /** The value with its interval. */
  default Measure measure(ClassCounts counts, Confidence confidence) {
    Measure value = value(counts);
    return value.undefined().isPresent()
        ? value
        : estimate(counts, confidence).within(definition().range()).measure(confidence.z());
  }
}
