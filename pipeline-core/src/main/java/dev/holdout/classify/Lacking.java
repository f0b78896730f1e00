package dev.holdout.classify;

import dev.holdout.measure.Measure;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Why a metric has no value: the reasons that several metrics share, in the same words. */
final class Lacking {
  private Lacking() {}

  /** The reason, if a metric of decisions has no value. */
  static Optional<String> rows(ClassCounts counts) {
    if (counts.rows() == 0) {
      return Optional.of("no rows");
    }
    return counts.weight() > 0 ? Optional.empty() : Optional.of("all weights are 0");
  }

  /** The reason, if a metric of scores has no value. */
  static Optional<String> scores(ClassCounts counts) {
    Optional<String> rows = rows(counts);
    if (rows.isPresent()) {
      return rows;
    }
    if (counts.scores().rows() == 0) {
      return Optional.of("no scores");
    }
    return counts.scores().weight() > 0
        ? Optional.empty()
        : Optional.of("all rows with scores have a weight of 0");
  }

  /** The reason, if a metric of probabilities has no value. */
  static Optional<String> probabilities(ClassCounts counts) {
    Optional<String> scores = scores(counts);
    if (scores.isPresent() || counts.scores().improper() == 0) {
      return scores;
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the scores of %,d rows are no probabilities that sum to 1",
            counts.scores().improper()));
  }

  static Measure unless(Optional<String> reason, DoubleSupplier value) {
    return reason.map(Measure::undefined).orElseGet(() -> Measure.of(value.getAsDouble()));
  }
}
