package dev.holdout.stat;

import java.math.BigInteger;
import java.util.OptionalDouble;

/**
 * The least-squares line through values at whole positions, from exact sums: the same to the bit
 * for any order of the points, and without cancellation.
 *
 * <p>Slope: (n·Σxy − Σx·Σy) / (n·Σx² − (Σx)²). The range holds finite values at positions from 0 to
 * 2<sup>53</sup>.
 *
 * <p>Size: four {@link ExactSum}s, about 4 KB.
 */
public final class Trend {
  private static final long MOST = 1L << 53;

  private long count;
  private final ExactSum values = new ExactSum();
  private final ExactSum products = new ExactSum();
  private final ExactSum positions = new ExactSum();
  private final ExactSum squares = new ExactSum();

  /**
   * Takes a point in.
   *
   * @param position from 0 to 2<sup>53</sup>
   * @param value finite
   */
  public void add(long position, double value) {
    if (position < 0 || position > MOST || !Double.isFinite(value)) {
      throw new IllegalArgumentException("not a point: " + position + ", " + value);
    }
    count++;
    values.add(value);
    products.addProduct(value, position);
    positions.add((double) position);
    squares.addSquare((double) position);
  }

  /**
   * The change of the value over a stretch of positions, at most the largest double; empty with
   * fewer than two distinct positions.
   *
   * @param stretch at least 1
   */
  public OptionalDouble slope(long stretch) {
    BigInteger n = BigInteger.valueOf(count);
    BigInteger x = whole(positions);
    BigInteger spread = n.multiply(whole(squares)).subtract(x.multiply(x));
    if (spread.signum() == 0) {
      return OptionalDouble.empty();
    }
    BigInteger change = n.multiply(products.units()).subtract(x.multiply(values.units()));
    if (change.signum() == 0) {
      return OptionalDouble.of(0.0);
    }
    double slope =
        Moments.root(change.multiply(BigInteger.valueOf(stretch)), spread, ExactSum.SCALE, 1);
    return OptionalDouble.of(Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, slope)));
  }

  private static BigInteger whole(ExactSum sum) {
    return sum.units().shiftRight(ExactSum.SCALE);
  }
}
