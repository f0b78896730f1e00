package dev.holdout.regress;

import dev.holdout.measure.SkewedMean;
import java.math.BigDecimal;
import java.math.MathContext;
import org.apache.commons.math3.util.CombinatoricsUtils;

/** Variances and covariances from sums, without cancellation; divided by the weight, not n − 1. */
final class Spread {
  private static final MathContext DIGITS = new MathContext(80);

  /** Sums of the products of powers of actual values and of errors, up to the fourth together. */
  private static final NumberSum[][] PRODUCTS = {
    {
      NumberSum.WEIGHT,
      NumberSum.ERROR,
      NumberSum.SQUARED_ERROR,
      NumberSum.CUBED_ERROR,
      NumberSum.FOURTH_ERROR
    },
    {
      NumberSum.ACTUAL,
      NumberSum.PRODUCT,
      NumberSum.SQUARED_ERROR_ACTUAL,
      NumberSum.CUBED_ERROR_ACTUAL
    },
    {
      NumberSum.SQUARED_ACTUAL,
      NumberSum.ERROR_SQUARED_ACTUAL,
      NumberSum.SQUARED_ERROR_SQUARED_ACTUAL
    },
    {NumberSum.CUBED_ACTUAL, NumberSum.ERROR_CUBED_ACTUAL},
    {NumberSum.FOURTH_ACTUAL}
  };

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
    BigDecimal noise = product.abs().multiply(weight).multiply(noise(counts));
    return centred.abs().compareTo(noise) <= 0
        ? 0
        : centred.divide(weight.multiply(weight), DIGITS).doubleValue();
  }

  /** The share of a sum of two doubles that may be rounding. */
  private static BigDecimal noise(NumberCounts counts) {
    return BigDecimal.valueOf(counts.rows() + 100).scaleByPowerOfTen(-30);
  }

  /**
   * Whether rounding leaves fourth moments about the mean enough digits for an interval: it does
   * not where values lie more than some 10⁶ of their deviations from 0.
   */
  static boolean fourthMomentsHold(NumberCounts counts, double ofError, double ofActual) {
    double noise = 1000 * noise(counts).doubleValue() / counts.weight();
    return noise * counts.sum(NumberSum.FOURTH_ACTUAL) < ofActual * ofActual
        && noise * counts.sum(NumberSum.SQUARED_ERROR_SQUARED_ACTUAL) < ofError * ofActual;
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

  /** Σw(y − ȳ)ⁱ(e − ē)ʲ / W for the actual values y and the errors e; i + j at most 4. */
  static double mixed(NumberCounts counts, int i, int j) {
    BigDecimal weight = counts.decimal(NumberSum.WEIGHT);
    BigDecimal actual = counts.decimal(NumberSum.ACTUAL).divide(weight, DIGITS).negate();
    BigDecimal error = counts.decimal(NumberSum.ERROR).divide(weight, DIGITS).negate();
    BigDecimal sum = BigDecimal.ZERO;
    for (int s = 0; s <= i; s++) {
      for (int t = 0; t <= j; t++) {
        int ways =
            (int)
                (CombinatoricsUtils.binomialCoefficient(i, s)
                    * CombinatoricsUtils.binomialCoefficient(j, t));
        BigDecimal means = actual.pow(i - s, DIGITS).multiply(error.pow(j - t, DIGITS), DIGITS);
        sum = sum.add(times(ways, means, product(counts, s, t)));
      }
    }
    return sum.divide(weight, DIGITS).doubleValue();
  }

  /**
   * How far the mean of squared errors may lie above the one found, in standard errors, where an
   * interval of a symmetric mean would reach so far: {@link SkewedMean}, and no less.
   */
  static double reachOfErrors(NumberCounts counts, double reach) {
    double rows = counts.effectiveRows();
    double scale = rows / counts.weight();
    return SkewedMean.reachAbove(
        rows,
        counts.sum(NumberSum.SQUARED_ERROR) * scale,
        counts.sum(NumberSum.FOURTH_ERROR) * scale,
        counts.sum(NumberSum.SIXTH_ERROR) * scale,
        reach);
  }

  private static BigDecimal product(NumberCounts counts, int ofActual, int ofError) {
    BigDecimal sum = counts.decimal(PRODUCTS[ofActual][ofError]);
    // Actual times predicted values are kept, not actual values times errors.
    return ofActual == 1 && ofError == 1
        ? sum.subtract(counts.decimal(NumberSum.SQUARED_ACTUAL))
        : sum;
  }

  private static BigDecimal times(int factor, BigDecimal left, BigDecimal right) {
    return left.multiply(right, DIGITS).multiply(BigDecimal.valueOf(factor));
  }
}
