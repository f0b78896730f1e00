package dev.holdout.evaluate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A sum of bounded, non-negative doubles in fixed point, 128 bits wide.
 *
 * <p>Invariant: the sum of a set of terms is the same to the last bit for any order and any
 * division of the terms, which a sum of doubles is not. Each term is rounded to a multiple of
 * 2<sup>−fractionBits</sup>. Size: 16 bytes.
 */
final class FixedSum {
  private final int fractionBits;
  private long high;
  private long low;

  /**
   * An empty sum.
   *
   * @param fractionBits such that every term is less than 2<sup>63 − fractionBits</sup>
   */
  FixedSum(int fractionBits) {
    this.fractionBits = fractionBits;
  }

  void add(double term) {
    add(term, 1);
  }

  /** Adds the term {@code count} times. */
  void add(double term, long count) {
    double scaled = Math.scalb(term, fractionBits);
    if (!(scaled >= 0 && scaled < 0x1p63)) {
      throw new IllegalArgumentException("term out of range: " + term);
    }
    long units = Math.round(scaled);
    plus(Math.multiplyHigh(units, count), units * count);
  }

  void merge(FixedSum other) {
    plus(other.high, other.low);
  }

  double value() {
    BigInteger units =
        BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
    return new BigDecimal(units).doubleValue() * Math.scalb(1.0, -fractionBits);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(high);
    out.writeLong(low);
  }

  static FixedSum read(DataInput in, int fractionBits) throws IOException {
    FixedSum sum = new FixedSum(fractionBits);
    sum.high = in.readLong();
    sum.low = in.readLong();
    return sum;
  }

  private void plus(long otherHigh, long otherLow) {
    low += otherLow;
    high += otherHigh + (Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0);
  }
}
