package dev.holdout.stat;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;

/**
 * Count, mean and standard deviation of finite doubles, from exact sums: the same to the bit for
 * any order and any division, and without cancellation.
 *
 * <p>Size: two {@link ExactSum}s, about 2 KB.
 */
public final class Moments {
  /** Bits kept of a quotient before it is rounded to a double. */
  private static final int QUOTIENT_BITS = 128;

  private long count;
  private final ExactSum sum;
  private final ExactSum squares;

  public Moments() {
    this(0, new ExactSum(), new ExactSum());
  }

  private Moments(long count, ExactSum sum, ExactSum squares) {
    this.count = count;
    this.sum = sum;
    this.squares = squares;
  }

  /** Takes a finite value in. */
  public void add(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not finite: " + value);
    }
    count++;
    sum.add(value);
    squares.addSquare(value);
  }

  /** Takes other values in; {@code other} is left as it is. */
  public void merge(Moments other) {
    count += other.count;
    sum.merge(other.sum);
    squares.merge(other.squares);
  }

  /** Number of values. */
  public long count() {
    return count;
  }

  /** The mean; needs one value at least. */
  public double mean() {
    requireCount(1);
    return root(sum.units(), BigInteger.valueOf(count), ExactSum.SCALE, 1);
  }

  /** Whether there are two values that differ. */
  public boolean vary() {
    return count > 1 && deviations().signum() > 0;
  }

  /** The standard deviation (n − 1); needs two values at least; at most the largest double. */
  public double standardDeviation() {
    requireCount(2);
    BigInteger pairs = BigInteger.valueOf(count).multiply(BigInteger.valueOf(count - 1));
    return Math.min(Double.MAX_VALUE, root(deviations(), pairs, 2 * ExactSum.SCALE, 2));
  }

  /** Writes it for {@link #read}. */
  public void write(DataOutput out) throws IOException {
    out.writeLong(count);
    sum.write(out);
    squares.write(out);
  }

  /** Reads what {@link #write} wrote. */
  public static Moments read(DataInput in) throws IOException {
    return new Moments(in.readLong(), ExactSum.read(in), ExactSum.read(in));
  }

  /** n·Σx² − (Σx)², in units of 2^(−2·SCALE). */
  private BigInteger deviations() {
    BigInteger units = sum.units();
    return squares
        .units()
        .shiftLeft(ExactSum.SCALE)
        .multiply(BigInteger.valueOf(count))
        .subtract(units.multiply(units));
  }

  /** The first or second root of numerator / denominator / 2^scale. */
  static double root(BigInteger numerator, BigInteger denominator, int scale, int degree) {
    int shift = QUOTIENT_BITS - numerator.bitLength() + denominator.bitLength();
    shift += Math.floorMod(shift + scale, degree);
    BigInteger quotient = numerator.shiftLeft(shift).divide(denominator);
    double significant = quotient.doubleValue();
    return Math.scalb(
        degree == 2 ? Math.sqrt(significant) : significant, -(shift + scale) / degree);
  }

  private void requireCount(long least) {
    if (count < least) {
      throw new IllegalStateException(count + " values, " + least + " needed");
    }
  }
}
