package dev.holdout.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Sums of bounded, non-negative doubles in fixed point, 128 bits wide, side by side in an array.
 *
 * <p>Invariant: the sum of a set of terms is the same to the last bit for any order and any
 * division of the terms, which a sum of doubles is not. Each term is rounded to a multiple of
 * 2<sup>−fractionBits</sup>. A sum takes two places of its array, the high half first.
 */
final class FixedPoint {
  private FixedPoint() {}

  /**
   * A term as whole units of 2<sup>−fractionBits</sup>.
   *
   * @param term at least 0 and less than 2<sup>63 − fractionBits</sup>
   */
  static long units(double term, int fractionBits) {
    double scaled = Math.scalb(term, fractionBits);
    if (!(scaled >= 0 && scaled < 0x1p63)) {
      throw new IllegalArgumentException("term out of range: " + term);
    }
    return Math.round(scaled);
  }

  /** Adds units {@code count} times to the sum at a place. */
  static void add(long[] sums, int at, long units, long count) {
    plus(sums, at, count == 1 ? 0 : Math.multiplyHigh(units, count), units * count);
  }

  /** Adds all sums of another array from a place on. */
  static void merge(long[] sums, long[] others, int first, int count) {
    for (int at = first; at < first + 2 * count; at += 2) {
      plus(sums, at, others[at], others[at + 1]);
    }
  }

  static double value(long[] sums, int at, int fractionBits) {
    BigInteger units =
        BigInteger.valueOf(sums[at])
            .shiftLeft(64)
            .add(new BigInteger(Long.toUnsignedString(sums[at + 1])));
    return new BigDecimal(units).doubleValue() * Math.scalb(1.0, -fractionBits);
  }

  private static void plus(long[] sums, int at, long high, long low) {
    long sum = sums[at + 1] + low;
    sums[at + 1] = sum;
    sums[at] += high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
  }
}
