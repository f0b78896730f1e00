package dev.holdout.slice;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Range;
import dev.holdout.measure.Student;
import dev.holdout.measure.Wilson;
import org.apache.commons.math3.distribution.HypergeometricDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * What is known of the errors of some rows.
 *
 * @param rows how many
 * @param errors their sum
 * @param spread the sum of squared differences from their mean
 * @param zeroOne whether errors are 0 or 1
 */
record ErrorSums(long rows, double errors, double spread, boolean zeroOne) {
  /** Beyond so many rows, the test of shares is that of the normal. */
  private static final long EXACT = 1_000_000;

  double mean() {
    return errors / rows;
  }

  /** The mean with intervals: Wilson's for shares, else Student's. */
  Estimate estimate() {
    if (zeroOne) {
      return Wilson.estimate(errors, (double) rows);
    }
    double error = Math.sqrt(variance() / rows);
    return new Estimate(mean(), "student", z -> around(mean(), error, rows - 1.0, z))
        .within(Range.NOT_NEGATIVE);
  }

  /**
   * This mean minus that of other rows: Newcombe's method 10 for shares, else Welch's.
   *
   * @param rest at least two rows, as here
   */
  Estimate minus(ErrorSums rest) {
    if (zeroOne) {
      return estimate().minus(rest.estimate());
    }
    double difference = mean() - rest.mean();
    double error = error(rest);
    if (!(error > 0)) {
      return new Estimate(difference, "welch", z -> new Interval(difference, difference));
    }
    double degrees = welch(rest);
    return new Estimate(difference, "welch", z -> around(difference, error, degrees, z));
  }

  /**
   * The chance of so large a mean here by chance, were the rows here like the rest: Fisher's exact
   * test for shares (above 1,000,000 rows the pooled normal's), else Welch's, one-sided.
   *
   * <p>Welch's holds its level where errors have their tail on the right, as losses do: a mean that
   * is high by chance then comes with a high variance.
   */
  double pOfHigher(ErrorSums rest) {
    if (!zeroOne) {
      double error = error(rest);
      double difference = mean() - rest.mean();
      if (!(error > 0)) {
        return difference > 0 ? 0 : 1;
      }
      return new TDistribution(null, welch(rest)).cumulativeProbability(-difference / error);
    }
    long all = rows + rest.rows;
    long wrong = Math.round(errors + rest.errors);
    if (all <= EXACT) {
      return Math.min(
          1,
          new HypergeometricDistribution(null, (int) all, (int) wrong, (int) rows)
              .upperCumulativeProbability((int) Math.round(errors)));
    }
    double share = (double) wrong / all;
    double error = Math.sqrt(share * (1 - share) * (1.0 / rows + 1.0 / rest.rows));
    return error > 0
        ? new NormalDistribution(null, 0, 1).cumulativeProbability(-(mean() - rest.mean()) / error)
        : 1;
  }

  private static Interval around(double value, double error, double degrees, double z) {
    double reach = error * Student.quantile(z, degrees);
    return new Interval(value - reach, value + reach);
  }

  private double variance() {
    return spread / (rows - 1);
  }

  private double error(ErrorSums rest) {
    return Math.sqrt(variance() / rows + rest.variance() / rest.rows);
  }

  /** The degrees of freedom of Welch and Satterthwaite. */
  private double welch(ErrorSums rest) {
    double here = variance() / rows;
    double there = rest.variance() / rest.rows;
    return (here + there)
        * (here + there)
        / (here * here / (rows - 1) + there * there / (rest.rows - 1));
  }
}
