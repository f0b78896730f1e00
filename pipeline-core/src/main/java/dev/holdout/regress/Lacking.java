package dev.holdout.regress;

import dev.holdout.measure.Measure;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Why a metric has no value: the reasons that several metrics share, in the same words. */
final class Lacking {
  private Lacking() {}

  /** The reason, if a metric of all rows has no value. */
  static Optional<String> rows(NumberCounts counts) {
    if (counts.rows() == 0) {
      return Optional.of("no rows");
    }
    return counts.weight() > 0 ? Optional.empty() : Optional.of("all weights are 0");
  }

  static Measure unless(Optional<String> reason, DoubleSupplier value) {
    return reason.map(Measure::undefined).orElseGet(() -> Measure.of(value.getAsDouble()));
  }
}
