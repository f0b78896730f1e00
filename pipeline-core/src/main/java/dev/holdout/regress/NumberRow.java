package dev.holdout.regress;

import dev.holdout.stat.DoubleSums;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** One row of predictions, read and worked out once for all the states that it goes into. */
final class NumberRow implements Consumer<NumberCounts> {
  /** Sixth powers are no larger, so that sums of them are finite. */
  private static final double LARGEST_SIXTH = 1e290;

  final double actual;
  final double predicted;
  final double weight;
  final boolean usable;
  final double error;

  /** The terms of {@link NumberSum}, where usable. */
  final DoubleSums terms = new DoubleSums(NumberSum.values().length);

  /** Whether there is a predicted interval. */
  final boolean bounded;

  /** Whether the interval ends before it begins. */
  final boolean crossed;

  /**
   * A row.
   *
   * @param quantile level of the pinball loss; NaN for none
   */
  NumberRow(
      double actual, double predicted, double weight, double lower, double upper, double quantile) {
    this.actual = actual;
    this.predicted = predicted;
    this.weight = weight;
    this.usable = isValue(actual) && isValue(predicted) && isWeight(weight);
    this.error = predicted - actual;
    boolean both = usable && isValue(lower) && isValue(upper);
    this.crossed = both && lower > upper;
    this.bounded = both && !crossed;
    if (usable) {
      plus(NumberSum.WEIGHT, weight);
      times(NumberSum.SQUARED_WEIGHT, weight);
      addValues();
      addMomentsOfSquares();
      addRelative();
      if (!Double.isNaN(quantile)) {
        double loss = error < 0 ? -error * quantile : error * (1 - quantile);
        times(NumberSum.PINBALL, loss);
        times(NumberSum.SQUARED_PINBALL, loss * loss);
        times(NumberSum.CUBED_PINBALL, loss * loss * loss);
      }
    }
    if (bounded) {
      addInterval(lower, upper);
    }
  }

  static NumberRow of(Row row, double quantile) {
    return new NumberRow(
        number(row.get(0)),
        number(row.get(1)),
        number(row.get(2)),
        row.size() > 3 ? number(row.get(3)) : Double.NaN,
        row.size() > 4 ? number(row.get(4)) : Double.NaN,
        quantile);
  }

  @Override
  public void accept(NumberCounts counts) {
    counts.add(this);
  }

  static boolean isValue(double value) {
    return Math.abs(value) <= NumberCounts.LARGEST;
  }

  static boolean isWeight(double weight) {
    return weight >= 0 && weight < Double.POSITIVE_INFINITY;
  }

  private void addValues() {
    times(NumberSum.ACTUAL, actual);
    times(NumberSum.PREDICTED, predicted);
    exactly(NumberSum.SQUARED_ACTUAL, actual, actual);
    exactly(NumberSum.SQUARED_PREDICTED, predicted, predicted);
    exactly(NumberSum.PRODUCT, actual, predicted);
    times(NumberSum.ERROR, error);
    exactly(NumberSum.SQUARED_ERROR, error, error);
    times(NumberSum.ABSOLUTE_ERROR, Math.abs(error));
    times(NumberSum.CUBED_ABSOLUTE_ERROR, Math.abs(error) * error * error);
  }

  /** For the intervals of errors, R² and correlation, squares kept in two doubles. */
  private void addMomentsOfSquares() {
    double square = actual * actual;
    double squareRest = Math.fma(actual, actual, -square);
    double squaredError = error * error;
    double errorRest = Math.fma(error, error, -squaredError);
    times(NumberSum.FOURTH_ERROR, squaredError * squaredError);
    times(NumberSum.SIXTH_ERROR, Math.min(LARGEST_SIXTH, Math.pow(squaredError, 3)));
    exactly(NumberSum.CUBED_ERROR, squaredError, error);
    times(NumberSum.CUBED_ERROR, errorRest * error);
    exactly(NumberSum.ERROR_SQUARED_ACTUAL, square, error);
    times(NumberSum.ERROR_SQUARED_ACTUAL, squareRest * error);
    exactly(NumberSum.ERROR_CUBED_ACTUAL, square, actual * error);
    times(
        NumberSum.ERROR_CUBED_ACTUAL,
        squareRest * actual * error + square * Math.fma(actual, error, -(actual * error)));
    exactly(NumberSum.CUBED_ERROR_ACTUAL, squaredError, actual * error);
    times(
        NumberSum.CUBED_ERROR_ACTUAL,
        errorRest * actual * error + squaredError * Math.fma(actual, error, -(actual * error)));
    exactly(NumberSum.CUBED_ACTUAL, square, actual);
    times(NumberSum.CUBED_ACTUAL, squareRest * actual);
    exactly(NumberSum.FOURTH_ACTUAL, square, square);
    times(NumberSum.FOURTH_ACTUAL, 2 * square * squareRest);
    exactly(NumberSum.SQUARED_ERROR_ACTUAL, squaredError, actual);
    times(NumberSum.SQUARED_ERROR_ACTUAL, errorRest * actual);
    exactly(NumberSum.SQUARED_ERROR_SQUARED_ACTUAL, squaredError, square);
    times(NumberSum.SQUARED_ERROR_SQUARED_ACTUAL, squaredError * squareRest + errorRest * square);
  }

  private void addRelative() {
    if (actual != 0) {
      double relative = Math.min(Math.abs(error) / Math.abs(actual), NumberCounts.LARGEST);
      plus(NumberSum.RELATIVE_WEIGHT, weight);
      times(NumberSum.RELATIVE_SQUARED_WEIGHT, weight);
      times(NumberSum.RELATIVE, relative);
      times(NumberSum.SQUARED_RELATIVE, relative * relative);
      times(NumberSum.CUBED_RELATIVE, relative * relative * relative);
    }
  }

  private void addInterval(double lower, double upper) {
    double width = upper - lower;
    plus(NumberSum.INTERVAL_WEIGHT, weight);
    times(NumberSum.INTERVAL_SQUARED_WEIGHT, weight);
    plus(NumberSum.COVERED, lower <= actual && actual <= upper ? weight : 0);
    times(NumberSum.WIDTH, width);
    exactly(NumberSum.SQUARED_WIDTH, width, width);
    times(NumberSum.CUBED_WIDTH, width * width * width);
  }

  private void plus(NumberSum sum, double term) {
    terms.add(sum.at(), term);
  }

  /** Adds weight · term. */
  private void times(NumberSum sum, double term) {
    terms.addProduct(sum.at(), weight, term);
  }

  /** Adds weight · left · right, the product of the values without rounding. */
  private void exactly(NumberSum sum, double left, double right) {
    double product = left * right;
    double rest = Math.fma(left, right, -product);
    terms.addProduct(sum.at(), weight, product);
    if (rest != 0) {
      terms.addProduct(sum.at(), weight, rest);
    }
  }

  private static double number(@Nullable Object value) {
    if (value == null) {
      return Double.NaN;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("not a number: " + value.getClass());
  }
}
