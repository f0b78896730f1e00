package dev.holdout.regress;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import java.util.Optional;

/**
 * Pearson's correlation of predicted and actual values: how well a line through them fits, whatever
 * its slope; a model that predicts twice the truth has 1.
 *
 * <p>Weights: all moments are weighted. Interval: Fisher's z, of Kish's effective number of rows,
 * which assumes values near normal.
 */
final class Correlation implements NumberMetric {
  private static final Definition DEFINITION =
      new Definition(
          "correlation",
          "covariance of predicted and actual values / product of their deviations (Pearson)",
          "−1 to 1, 0 without a linear relation",
          Direction.LARGER_IS_BETTER,
          "there are fewer than two rows, or all actual or all predicted values are the same",
          "Pearson 1896; Fisher 1921");

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
                    ofActual(counts) > 0
                        ? Optional.empty()
                        : Optional.of("all actual values are the same"))
            .or(
                () ->
                    ofPredicted(counts) > 0
                        ? Optional.empty()
                        : Optional.of("all predicted values are the same"));
    return Lacking.unless(reason, () -> correlation(counts));
  }

  private static double ofActual(NumberCounts counts) {
    return Spread.of(counts, NumberSum.ACTUAL, NumberSum.SQUARED_ACTUAL);
  }

  private static double ofPredicted(NumberCounts counts) {
    return Spread.of(counts, NumberSum.PREDICTED, NumberSum.SQUARED_PREDICTED);
  }

  private static double correlation(NumberCounts counts) {
    double covariance =
        Spread.between(counts, NumberSum.ACTUAL, NumberSum.PREDICTED, NumberSum.PRODUCT);
    double correlation = covariance / Math.sqrt(ofActual(counts)) / Math.sqrt(ofPredicted(counts));
    return Math.max(-1, Math.min(1, correlation));
  }

  @Override
  public Optional<Estimate> estimate(NumberCounts counts) {
    double value = correlation(counts);
    double rows = counts.effectiveRows();
    if (!(rows > 3) || 1 - Math.abs(value) < 1e-14) {
      return Optional.empty();
    }
    double on = (Math.log1p(value) - Math.log1p(-value)) / 2;
    double error = 1 / Math.sqrt(rows - 3);
    return Optional.of(
        new Estimate(
            value,
            "fisher-z",
            z -> new Interval(Math.tanh(on - z * error), Math.tanh(on + z * error))));
  }
}
