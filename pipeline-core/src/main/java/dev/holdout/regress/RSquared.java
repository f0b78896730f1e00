package dev.holdout.regress;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.Optional;

/**
 * The share of the variance of actual values that predictions explain: one less the sum of squared
 * errors over that of the mean as the prediction.
 *
 * <p>Weights: sums and mean are weighted. Interval: the delta method on the logarithm of the ratio
 * of the two sums, with the variances of e² and of (y − ȳ)² and their covariance over Kish's
 * effective number of rows; its ends never exceed 1. The lower end is farther out by as much as
 * {@link Spread#reachOfErrors} reaches farther than Student's t for the mean of squared errors.
 * There is none for fewer than two rows, without errors, or where values lie so far from 0 that
 * fourth moments are rounding.
 */
final class RSquared implements NumberMetric {
  private static final Definition DEFINITION =
      new Definition(
              "r2",
              "1 − Σ(actual − predicted)² / Σ(actual − mean of actual)²",
              Range.of(Double.NEGATIVE_INFINITY, 1, "up to 1, 0 for the mean as the prediction"),
              Direction.LARGER_IS_BETTER,
              "there are fewer than two rows, or all actual values are the same",
              "Kvålseth 1985")
          .titled("R²");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(NumberCounts counts) {
    Optional<String> reason =
        Lacking.rows(counts)
            .or(() -> counts.rows() < 2 ? Optional.of("fewer than two rows") : Optional.empty())
            .or(
                () ->
                    variance(counts) > 0
                        ? Optional.empty()
                        : Optional.of("all actual values are the same"));
    return Lacking.unless(reason, () -> 1 - ratio(counts));
  }

  private static double variance(NumberCounts counts) {
    return Spread.of(counts, NumberSum.ACTUAL, NumberSum.SQUARED_ACTUAL);
  }

  private static double ratio(NumberCounts counts) {
    return counts.sum(NumberSum.SQUARED_ERROR) / counts.weight() / variance(counts);
  }

  @Override
  public Optional<Estimate> estimate(NumberCounts counts) {
    double ratio = ratio(counts);
    double error = counts.sum(NumberSum.SQUARED_ERROR) / counts.weight();
    double variance = variance(counts);
    if (counts.effectiveRows() < 2 || !Spread.fourthMomentsHold(counts, error, variance)) {
      return Optional.empty();
    }
    double ofErrors = counts.sum(NumberSum.FOURTH_ERROR) / counts.weight() / error / error - 1;
    double ofActual = Spread.fourthOfActual(counts) / variance / variance - 1;
    double both = Spread.ofSquares(counts) / error / variance - 1;
    double relative =
        Math.sqrt(Math.max(0, ofErrors + ofActual - 2 * both) / (counts.effectiveRows() - 1));
    if (!(relative > 1e-12)) {
      return Optional.empty();
    }
    return Optional.of(
        new Estimate(
            1 - ratio,
            "delta",
            z ->
                new Interval(
                    1 - ratio * Math.exp(Spread.reachOfErrors(counts, z) * relative),
                    1 - ratio * Math.exp(-z * relative))));
  }
}
