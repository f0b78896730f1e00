package dev.holdout.fairness;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;

/** Consistency of simulated rows, without a table. */
public final class SimulatedConsistency {
  private SimulatedConsistency() {}

  /**
   * Of independent rows.
   *
   * @param features by row
   * @param decisions between 0 and 1
   */
  public static Measure of(
      double[][] features, double[] decisions, int neighbours, Confidence confidence) {
    return Consistency.of(SampledRows.of(features, decisions), neighbours, confidence.z());
  }
}
