package dev.holdout.evaluate;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;

/**
 * Σ wₖ·gₖ² of estimated gaps, with an interval.
 *
 * <p>The plain sum is too large by the gaps' variances, which the lower end takes off and the upper
 * end does not, so that the interval errs on the wide side. Its width is the delta method's, bins
 * being drawn with the rows, and a term for gaps near 0, where the first order vanishes.
 *
 * @param shares wₖ of the rows
 * @param gaps gₖ
 * @param spread variance of a row's contribution to gₖ within its bin
 * @param freedom by how much of its variance each gap adds to the bias, 1 if it is free
 * @param rows in all
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record SquaredGaps(double[] shares, double[] gaps, double[] spread, double[] freedom, double rows) {
  double value() {
    double sum = 0;
    for (int at = 0; at < gaps.length; at++) {
      sum += shares[at] * gaps[at] * gaps[at];
    }
    return sum;
  }

  Estimate estimate() {
    double value = value();
    double bias = 0;
    double variance = 0;
    for (int at = 0; at < gaps.length; at++) {
      double square = gaps[at] * gaps[at];
      bias += freedom[at] * spread[at] / rows;
      variance +=
          shares[at] * ((square - value) * (square - value) + 4 * square * spread[at]) / rows;
      variance += 2 * spread[at] * spread[at] / (rows * rows);
    }
    double unbiased = value - bias;
    double deviation = Math.sqrt(variance);
    return new Estimate(
        value,
        "delta",
        z ->
            new Interval(
                Math.max(0, unbiased - z * deviation), Math.min(1, value + z * deviation)));
  }
}
