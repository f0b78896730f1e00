package dev.holdout.evaluate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Sums of losses, of their squares and of scores over the rows whose score is a probability.
 *
 * <p>Where rows are not weighted the sums are exact, the same to the last bit in any order and
 * division. Sums of weighted terms are doubles. Size: 120 bytes.
 */
final class LossSums {
  /**
   * 36.05, the largest log loss after clipping, is below 2<sup>6</sup>; its square below
   * 2<sup>11</sup>; all else is at most 1.
   */
  private static final int[] FRACTION_BITS = {57, 52, 62, 62, 62};

  private final boolean weighted;
  private final FixedSum[] exact = new FixedSum[FRACTION_BITS.length];
  private final double[] sums = new double[FRACTION_BITS.length];

  LossSums(boolean weighted) {
    this.weighted = weighted;
    for (int sum = 0; sum < exact.length; sum++) {
      exact[sum] = new FixedSum(FRACTION_BITS[sum]);
    }
  }

  /** Takes {@code count} rows of these terms and of this weight each. */
  void add(LossTerms terms, long count, double weight) {
    add(0, terms.logLoss(), count, weight);
    add(1, terms.logLoss() * terms.logLoss(), count, weight);
    add(2, terms.brier(), count, weight);
    add(3, terms.brier() * terms.brier(), count, weight);
    add(4, terms.score(), count, weight);
  }

  private void add(int sum, double term, long count, double weight) {
    if (weighted) {
      sums[sum] += term * count * weight;
    } else {
      exact[sum].add(term, count);
    }
  }

  void merge(LossSums other) {
    for (int sum = 0; sum < exact.length; sum++) {
      exact[sum].merge(other.exact[sum]);
      sums[sum] += other.sums[sum];
    }
  }

  double logLoss() {
    return value(0);
  }

  double squaredLogLoss() {
    return value(1);
  }

  double brier() {
    return value(2);
  }

  double squaredBrier() {
    return value(3);
  }

  double scores() {
    return value(4);
  }

  private double value(int sum) {
    return weighted ? sums[sum] : exact[sum].value();
  }

  void write(DataOutput out) throws IOException {
    for (int sum = 0; sum < exact.length; sum++) {
      exact[sum].write(out);
      out.writeDouble(sums[sum]);
    }
  }

  static LossSums read(DataInput in, boolean weighted) throws IOException {
    LossSums read = new LossSums(weighted);
    for (int sum = 0; sum < FRACTION_BITS.length; sum++) {
      read.exact[sum] = FixedSum.read(in, FRACTION_BITS[sum]);
      read.sums[sum] = in.readDouble();
    }
    return read;
  }
}
