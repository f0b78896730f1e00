package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import dev.holdout.measure.Range;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A test of whether scores are calibrated, without intervals: a test statistic, or the chance of
 * one as far out if they are.
 */
final class CalibrationStatistic implements Metric {
  static final CalibrationStatistic SPIEGELHALTER_Z =
      new CalibrationStatistic(
          new Definition(
                  "spiegelhalter_z",
                  "Σ (y − p)·(1 − 2p) / √(Σ (1 − 2p)²·p·(1 − p)); standard normal if scores are"
                      + " calibrated",
                  Range.any("any number, 0 calibrated"),
                  Direction.NEITHER,
                  "every score is 0, ½ or 1, there are no rows, or a score is no probability",
                  "Spiegelhalter 1986")
              .titled("Spiegelhalter’s z"),
          CalibrationStatistic::withoutSpread,
          CalibrationStatistic::spiegelhalter);

  static final CalibrationStatistic SPIEGELHALTER_P =
      new CalibrationStatistic(
          new Definition(
                  "spiegelhalter_p",
                  "chance of a Spiegelhalter's z as far from 0 or farther if scores are calibrated,"
                      + " two sides",
                  Range.of(0, 1, "0 to 1, small where scores are not calibrated"),
                  Direction.NEITHER,
                  "every score is 0, ½ or 1, there are no rows, or a score is no probability",
                  "Spiegelhalter 1986")
              .titled("Spiegelhalter’s p"),
          CalibrationStatistic::withoutSpread,
          counts -> Quantiles.outside(Math.abs(spiegelhalter(counts))));

  static final CalibrationStatistic CURVE_P =
      new CalibrationStatistic(
          new Definition(
                  "calibration_p",
                  "chance of a likelihood ratio as large or larger if calibration slope is 1 and"
                      + " intercept 0 together; χ² with 2 degrees of freedom",
                  Range.of(0, 1, "0 to 1, small where scores are not calibrated"),
                  Direction.NEITHER,
                  "there is one class, all scores are equal or separate the classes, or a score is"
                      + " no probability",
                  "Miller, Hui & Tierney 1991")
              .titled("Slope 1 and intercept 0: p"),
          Recalibration::withoutSlope,
          counts -> Recalibration.of(counts).pValue());

  private final Definition definition;
  private final Function<ScoreCounts, Optional<String>> undefined;
  private final ToDoubleFunction<ScoreCounts> value;

  private CalibrationStatistic(
      Definition definition,
      Function<ScoreCounts, Optional<String>> undefined,
      ToDoubleFunction<ScoreCounts> value) {
    this.definition = definition;
    this.undefined = undefined;
    this.value = value;
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unless(undefined.apply(counts), () -> value.applyAsDouble(counts));
  }

  @Override
  public Measure measure(ScoreCounts counts, double threshold, Confidence confidence) {
    return value(counts, threshold);
  }

  private static Optional<String> withoutSpread(ScoreCounts counts) {
    return Undefined.noProbabilities(counts)
        .or(
            () ->
                variance(counts.bins()) > 0
                    ? Optional.empty()
                    : Optional.of("every score is 0, ½ or 1"));
  }

  // The middle of a bin may lie above 1, its scores do not.
  private static double spiegelhalter(ScoreCounts counts) {
    Bins bins = counts.bins();
    double sum = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      double score = Math.min(1, bins.values()[bin]);
      double excess = bins.counts()[1][bin] * (1 - score) - bins.counts()[0][bin] * score;
      sum += excess * (1 - 2 * score);
    }
    return sum / Math.sqrt(variance(bins));
  }

  private static double variance(Bins bins) {
    double sum = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      double score = Math.min(1, bins.values()[bin]);
      double rows = bins.counts()[0][bin] + bins.counts()[1][bin];
      sum += rows * (1 - 2 * score) * (1 - 2 * score) * score * (1 - score);
    }
    return sum;
  }
}
