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
  private final boolean weighted;
  private final long[] exact = new long[2 * LossTerms.TERMS];
  private final double[] sums = new double[LossTerms.TERMS];

  LossSums(boolean weighted) {
    this.weighted = weighted;
  }

  /** Takes {@code count} rows of these terms and of this weight each. */
  void add(LossTerms row, long count, double weight) {
    for (int term = 0; term < LossTerms.TERMS; term++) {
      if (weighted) {
        sums[term] += row.terms[term] * count * weight;
      } else {
        FixedPoint.add(exact, 2 * term, row.units[term], count);
      }
    }
  }

  void merge(LossSums other) {
    FixedPoint.merge(exact, other.exact, 0, LossTerms.TERMS);
    for (int term = 0; term < LossTerms.TERMS; term++) {
      sums[term] += other.sums[term];
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
    return value(LossTerms.SCORE);
  }

  private double value(int term) {
    return weighted ? sums[term] : FixedPoint.value(exact, 2 * term, LossTerms.fractionBits(term));
  }

  void write(DataOutput out) throws IOException {
    for (long half : exact) {
      out.writeLong(half);
    }
    for (double sum : sums) {
      out.writeDouble(sum);
    }
  }

  static LossSums read(DataInput in, boolean weighted) throws IOException {
    LossSums read = new LossSums(weighted);
    for (int at = 0; at < read.exact.length; at++) {
      read.exact[at] = in.readLong();
    }
    for (int term = 0; term < LossTerms.TERMS; term++) {
      read.sums[term] = in.readDouble();
    }
    return read;
  }
}
