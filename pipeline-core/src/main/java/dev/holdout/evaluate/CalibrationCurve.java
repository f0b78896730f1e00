package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.Optional;
import java.util.function.Function;

/**
 * Slope and intercept of the logistic recalibration: {@link Recalibration}.
 *
 * <p>The intercept is calibration in the large: that of the curve whose slope is 1, so that it says
 * whether scores are too low (above 0) or too high (below) as a whole. Intervals: Wald's, from
 * Fisher's information.
 */
final class CalibrationCurve implements Estimated {
  static final CalibrationCurve SLOPE =
      new CalibrationCurve(
          new Definition(
              "calibration_slope",
              "b of P(positive) = 1 / (1 + exp(−a − b·ln(p / (1 − p)))), p clipped to [10⁻⁶, 1 −"
                  + " 10⁻⁶], by maximum likelihood; 1 is calibrated, below 1 scores are too"
                  + " extreme",
              Range.any("any number, 1 calibrated"),
              Direction.NEITHER,
              "there is one class, all scores are equal or separate the classes, or a score is no"
                  + " probability",
              "Cox 1958"),
          Recalibration::withoutSlope,
          Recalibration::slope);

  static final CalibrationCurve INTERCEPT =
      new CalibrationCurve(
          new Definition(
              "calibration_intercept",
              "calibration in the large: a of P(positive) = 1 / (1 + exp(−a − ln(p / (1 − p)))),"
                  + " p clipped to [10⁻⁶, 1 − 10⁻⁶], by maximum likelihood; above 0 scores are too"
                  + " low",
              Range.any("any number, 0 calibrated"),
              Direction.NEITHER,
              "there is one class, or a score is no probability",
              "Cox 1958"),
          Recalibration::withoutIntercept,
          Recalibration::intercept);

  private final Definition definition;
  private final Function<ScoreCounts, Optional<String>> undefined;
  private final Function<Recalibration, Estimate> estimate;

  private CalibrationCurve(
      Definition definition,
      Function<ScoreCounts, Optional<String>> undefined,
      Function<Recalibration, Estimate> estimate) {
    this.definition = definition;
    this.undefined = undefined;
    this.estimate = estimate;
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unless(
        undefined.apply(counts), () -> estimate.apply(Recalibration.of(counts)).value());
  }

  @Override
  public Measure measure(ScoreCounts counts, double threshold, Confidence confidence) {
    Optional<String> reason = undefined.apply(counts);
    return reason
        .map(Measure::undefined)
        .orElseGet(() -> estimate(counts, threshold, confidence).measure(confidence.z()));
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    return estimate.apply(Recalibration.of(counts));
  }
}
