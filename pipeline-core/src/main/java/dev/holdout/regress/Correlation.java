package dev.holdout.regress;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import dev.holdout.measure.Student;
import java.util.Optional;

/**
 * Pearson's correlation of predicted and actual values: how well a line through them fits, whatever
 * its slope; a model that predicts twice the truth has 1.
 *
 * <p>Weights: all moments are weighted. Interval: on the scale of Fisher's z, with the variance by
 * the delta method from fourth moments, which holds for values of any shape, over Kish's effective
 * number of rows less 3, and Student's t. Of a correlation above 0 the lower end is as much farther
 * out as {@link Spread#reachOfErrors} says: a sample that lacks the rare large errors looks better
 * and surer at once. Where values lie so far from 0 that fourth moments are rounding, that of
 * normal values.
 *
 * <p>Source: Fisher 1921 for the scale; Browne & Shapiro 1986 for the variance.
 */
final class Correlation implements NumberMetric {
  private static final Definition DEFINITION =
      new Definition(
          "correlation",
          "covariance of predicted and actual values / product of their deviations (Pearson)",
          Range.of(-1, 1, "−1 to 1, 0 without a linear relation"),
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

  /** That of Fisher's z for one row; 1 for normal values. */
  private static double variance(NumberCounts counts, double value) {
    double ofActual = ofActual(counts);
    double ofPredicted = ofPredicted(counts);
    double errors = Spread.mixed(counts, 0, 2);
    if (!Spread.fourthMomentsHold(counts, errors, ofActual)) {
      return 1;
    }
    double m40 = Spread.mixed(counts, 4, 0);
    double m31 = Spread.mixed(counts, 3, 1);
    double m22 = Spread.mixed(counts, 2, 2);
    double m13 = Spread.mixed(counts, 1, 3);
    double m04 = Spread.mixed(counts, 0, 4);
    // Of predicted values p = y + e, in units of both deviations.
    double product = Math.sqrt(ofActual * ofPredicted);
    double y4 = m40 / ofActual / ofActual;
    double y3p = (m40 + m31) / ofActual / product;
    double y2p2 = (m40 + 2 * m31 + m22) / ofActual / ofPredicted;
    double yp3 = (m40 + 3 * m31 + 3 * m22 + m13) / product / ofPredicted;
    double p4 = (m40 + 4 * m31 + 6 * m22 + 4 * m13 + m04) / ofPredicted / ofPredicted;
    // The mean square of yp − value·(y² + p²) / 2.
    double square = y2p2 - value * (y3p + yp3) + value * value * (y4 + 2 * y2p2 + p4) / 4;
    double onScale = square / (1 - value * value) / (1 - value * value);
    return onScale > 0 ? onScale : 1;
  }

  @Override
  public Optional<Estimate> estimate(NumberCounts counts) {
    double value = correlation(counts);
    double rows = counts.effectiveRows();
    if (!(rows > 3) || 1 - Math.abs(value) < 1e-14) {
      return Optional.empty();
    }
    double on = (Math.log1p(value) - Math.log1p(-value)) / 2;
    double error = Math.sqrt(variance(counts, value) / (rows - 3));
    return Optional.of(
        new Estimate(
            value,
            "fisher-z",
            z -> {
              double reach = Student.quantile(z, rows - 2);
              double below = value > 0 ? Spread.reachOfErrors(counts, reach) : reach;
              return new Interval(Math.tanh(on - below * error), Math.tanh(on + reach * error));
            }));
  }
}
