package dev.holdout.regress;

import java.math.BigDecimal;
import java.math.MathContext;

/** Variances and covariances from sums, without cancellation; divided by the weight, not n − 1. */
final class Spread {
  private static final MathContext DIGITS = new MathContext(80);

  private Spread() {}

  /** Σwx² / W − (Σwx / W)², not negative. */
  static double of(NumberCounts counts, NumberSum sum, NumberSum squares) {
    return Math.max(0, between(counts, sum, sum, squares));
  }

  /** Σwxy / W − (Σwx / W)(Σwy / W). */
  static double between(NumberCounts counts, NumberSum one, NumberSum other, NumberSum products) {
    BigDecimal weight = counts.decimal(NumberSum.WEIGHT);
    BigDecimal product = counts.decimal(products);
    BigDecimal centred =
        product.multiply(weight).subtract(counts.decimal(one).multiply(counts.decimal(other)));
    // What two doubles cannot hold is rounding.
    BigDecimal noise = product.abs().multiply(weight).scaleByPowerOfTen(-29);
    return centred.abs().compareTo(noise) <= 0
        ? 0
        : centred.divide(weight.multiply(weight), DIGITS).doubleValue();
  }

  /** Σw(y − ȳ)⁴ / W for the actual values. */
  static double fourthOfActual(NumberCounts counts) {
    BigDecimal weight = counts.decimal(NumberSum.WEIGHT);
    BigDecimal mean = counts.decimal(NumberSum.ACTUAL).divide(weight, DIGITS);
    BigDecimal square = mean.multiply(mean);
    return counts
        .decimal(NumberSum.FOURTH_ACTUAL)
        .subtract(times(4, mean, counts.decimal(NumberSum.CUBED_ACTUAL)))
        .add(times(6, square, counts.decimal(NumberSum.SQUARED_ACTUAL)))
        .subtract(times(3, square, square.multiply(weight)))
        .divide(weight, DIGITS)
        .doubleValue();
  }

  /** Σwe²(y − ȳ)² / W for the errors e and the actual values y. */
  static double ofSquares(NumberCounts counts) {
    BigDecimal weight = counts.decimal(NumberSum.WEIGHT);
    BigDecimal mean = counts.decimal(NumberSum.ACTUAL).divide(weight, DIGITS);
    return counts
        .decimal(NumberSum.SQUARED_ERROR_SQUARED_ACTUAL)
        .subtract(times(2, mean, counts.decimal(NumberSum.SQUARED_ERROR_ACTUAL)))
        .add(times(1, mean.multiply(mean), counts.decimal(NumberSum.SQUARED_ERROR)))
        .divide(weight, DIGITS)
        .doubleValue();
  }

  private static BigDecimal times(int factor, BigDecimal left, BigDecimal right) {
    return left.multiply(right, DIGITS).multiply(BigDecimal.valueOf(factor));
  }
}
