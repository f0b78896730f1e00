package dev.holdout.evaluate;

import dev.holdout.measure.Measure;

/**
 * One metric of two models on the same rows.
 *
 * @param baseline its value for the baseline
 * @param score its value for the model that is compared
 * @param difference score minus baseline
 */
record PairedMetric(Measure baseline, Measure score, PairedDifference difference) {
  /** The same with the p-value, which takes time to find, worked out. */
  PairedMetric tested() {
    return new PairedMetric(baseline, score, difference.tested());
  }
}
