package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;

/** A metric with intervals. */
public interface Estimated extends Metric {
  /** The value with its intervals; called where {@link #value} has one. */
  Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence);

  @Override
  default Measure measure(ScoreCounts counts, double threshold, Confidence confidence) {
    Measure value = value(counts, threshold);
    return value.undefined().isPresent()
        ? value
        : estimate(counts, threshold, confidence)
            .within(definition().range())
            .measure(confidence.z());
  }
}
