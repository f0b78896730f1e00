package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import dev.holdout.measure.Wilson;
import java.util.function.Function;

/**
 * One term of the Brier score: {@link BrierParts}.
 *
 * <p>Intervals: reliability and resolution {@link SquaredGaps}; uncertainty from Wilson's of the
 * share of positives; within bins normal.
 */
final class BrierPart implements Estimated {
  static final BrierPart RELIABILITY =
      new BrierPart(
          new Definition(
                  "brier_reliability",
                  "Σ over 15 equal-width bins of share of rows × (mean score − share of"
                      + " positives)²",
                  Range.SHARE,
                  Direction.SMALLER_IS_BETTER,
                  "there are no rows, or a score is no probability",
                  "Murphy 1973")
              .titled("Brier: reliability")
              .digits(4),
          counts -> BrierParts.of(counts).reliability().estimate());

  static final BrierPart RESOLUTION =
      new BrierPart(
          new Definition(
                  "brier_resolution",
                  "Σ over 15 equal-width bins of share of rows × (share of positives − that of all"
                      + " rows)²",
                  Range.of(0, 0.25, "0 to the uncertainty"),
                  Direction.LARGER_IS_BETTER,
                  "there are no rows, or a score is no probability",
                  "Murphy 1973")
              .titled("Brier: resolution")
              .digits(4),
          counts -> BrierParts.of(counts).resolution().estimate());

  static final BrierPart UNCERTAINTY =
      new BrierPart(
          new Definition(
                  "brier_uncertainty",
                  "share of positives × share of negatives: the Brier score of the base rate",
                  Range.of(0, 0.25, "0 to 0.25"),
                  Direction.NEITHER,
                  "there are no rows, or a score is no probability",
                  "Murphy 1973")
              .titled("Brier: uncertainty")
              .digits(4),
          BrierPart::uncertainty);

  static final BrierPart WITHIN_BINS =
      new BrierPart(
          new Definition(
                  "brier_within_bins",
                  "Brier − reliability + resolution − uncertainty: variance of the scores within"
                      + " bins less twice their covariance with the labels",
                  Range.any("about 0; below it where scores rank within bins"),
                  Direction.NEITHER,
                  "there are no rows, or a score is no probability",
                  "Stephenson, Coelho & Jolliffe 2008")
              .titled("Brier: within bins")
              .digits(4),
          BrierPart::withinBins);

  private static final double ROUNDING = 1e-15;

  private final Definition definition;
  private final Function<ScoreCounts, Estimate> estimate;

  private BrierPart(Definition definition, Function<ScoreCounts, Estimate> estimate) {
    this.definition = definition;
    this.estimate = estimate;
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unlessProbabilities(counts, () -> estimate.apply(counts).value());
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    return estimate.apply(counts);
  }

  private static Estimate uncertainty(ScoreCounts counts) {
    return new Estimate(
        BrierParts.of(counts).uncertainty(),
        "wilson",
        z -> {
          Interval share = Wilson.interval(counts.positiveMass(), counts.mass(), z);
          double low = share.lower() * (1 - share.lower());
          double high = share.upper() * (1 - share.upper());
          boolean top = share.lower() <= 0.5 && share.upper() >= 0.5;
          return new Interval(Math.min(low, high), top ? 0.25 : Math.max(low, high));
        });
  }

  private static Estimate withinBins(ScoreCounts counts) {
    BrierParts parts = BrierParts.of(counts);
    double value = rounded(parts.within());
    double error = rounded(parts.withinError());
    return new Estimate(value, "normal", z -> new Interval(value - z * error, value + z * error));
  }

  /** What is left of the rounding of a difference is nothing. */
  private static double rounded(double difference) {
    return Math.abs(difference) < ROUNDING ? 0 : difference;
  }
}
