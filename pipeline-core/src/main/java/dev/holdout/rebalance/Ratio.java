package dev.holdout.rebalance;

import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;

/** The hyperparameter that all resamplers share. */
final class Ratio {
  static final Hyperparameter PARAMETER =
      Hyperparameter.real(
          "ratio", 1, 1e-6, 1, "rows of a smaller class for each row of the largest, afterwards");

  private Ratio() {}

  static double of(Parameters parameters) {
    return parameters.value(PARAMETER.name());
  }

  /** Where nothing is to be done. */
  static String reached(ClassCounts counts, double ratio) {
    return String.format(
        "The classes stand at %,d to %,d already; a ratio of %s asks for no change.",
        counts.of(counts.minority()).rows(),
        counts.of(counts.majority()).rows(),
        Parameters.number(ratio));
  }
}
