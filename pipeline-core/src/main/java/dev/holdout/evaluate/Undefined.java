package dev.holdout.evaluate;

import dev.holdout.measure.Measure;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/** Why a metric has no value: the reasons that several metrics share, in the same words. */
final class Undefined {
  static final String NO_ROWS = "no rows";
  static final String NO_POSITIVES = "no positives";
  static final String NO_NEGATIVES = "no negatives";

  static final String NO_SCORES = "no scores, decisions alone";

  /** In place of a threshold, where the one that was assumed does not apply to the scores. */
  static final double NO_THRESHOLD = Double.NaN;

  private static final String NO_DECISIONS =
      "scores lie outside 0 to 1, so that the threshold 0.5 does not apply; name one with"
          + " --threshold";

  private Undefined() {}

  /** The reason, if a metric of decisions has no value since no threshold applies. */
  static Optional<String> noDecisions(ScoreCounts counts, double threshold) {
    return Double.isNaN(threshold) && !counts.decided()
        ? Optional.of(NO_DECISIONS)
        : Optional.empty();
  }

  /**
   * The value of a metric of decisions.
   *
   * @param value of the decisions by truth, where there are decisions
   */
  static Measure unlessUndecided(
      ScoreCounts counts, double threshold, Function<Confusion, Measure> value) {
    return noDecisions(counts, threshold)
        .map(Measure::undefined)
        .orElseGet(() -> value.apply(counts.confusion(threshold)));
  }

  /** The reason, if a metric that compares the scores of the classes has no value. */
  static Optional<String> noRanks(ScoreCounts counts) {
    return oneClass(counts).or(() -> counts.scored() ? Optional.empty() : Optional.of(NO_SCORES));
  }

  static Measure unlessBothClasses(ScoreCounts counts, DoubleSupplier value) {
    return unless(oneClass(counts), value);
  }

  static Measure unlessProbabilities(ScoreCounts counts, DoubleSupplier value) {
    return unless(noProbabilities(counts), value);
  }

  /** The reason, if a metric that compares the classes has no value. */
  static Optional<String> oneClass(ScoreCounts counts) {
    if (counts.mass() == 0) {
      return Optional.of(NO_ROWS);
    }
    if (counts.positiveMass() == 0) {
      return Optional.of(NO_POSITIVES);
    }
    return counts.negativeMass() == 0 ? Optional.of(NO_NEGATIVES) : Optional.empty();
  }

  /** The reason, if a metric of probabilities has no value. */
  static Optional<String> noProbabilities(ScoreCounts counts) {
    if (counts.mass() == 0) {
      return Optional.of(NO_ROWS);
    }
    if (!counts.scored()) {
      return Optional.of(NO_SCORES);
    }
    return counts.outsideUnitInterval() > 0
        ? Optional.of(counts.outsideUnitInterval() + " scores lie outside [0, 1]")
        : Optional.empty();
  }

  static Measure unless(Optional<String> reason, DoubleSupplier value) {
    return reason.map(Measure::undefined).orElseGet(() -> Measure.of(value.getAsDouble()));
  }
}
