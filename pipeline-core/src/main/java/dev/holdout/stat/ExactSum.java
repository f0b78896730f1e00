package dev.holdout.stat;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;

/**
 * A sum of doubles and of squares of doubles without any rounding: the same to the bit for any
 * order and any division.
 *
 * <p>Invariant: the sum is Σ limbs[i] · 2<sup>32i − 2176</sup>. The range holds the square of every
 * finite double, 2<sup>63</sup> times over. Limbs are signed and have 31 bits to spare, so that
 * carries are settled only once in many additions. The idea is Kulisch's long accumulator.
 *
 * <p>Size: 136 limbs of 8 bytes.
 */
public final class ExactSum {
  /** The unit of {@link #units} is 2 to the power of minus this. */
  static final int SCALE = 2176;

  private static final int LIMBS = 136;
  private static final long LOW = 0xFFFF_FFFFL;
  private static final int ADDITIONS_BEFORE_CARRY = 1 << 28;

  private final long[] limbs = new long[LIMBS];
  private int additions;

  /** Adds a finite number. */
  public void add(double value) {
    long bits = Double.doubleToRawLongBits(value);
    addWord(significand(bits), SCALE + exponent(bits), value < 0 ? -1 : 1);
    settle();
  }

  /** Adds the square of a finite number. */
  public void addSquare(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long significand = significand(bits);
    int position = SCALE + 2 * exponent(bits);
    addWord(significand * significand, position, 1);
    addWord(Math.multiplyHigh(significand, significand), position + 64, 1);
    settle();
  }

  /** Adds another sum, which is left as it is. */
  public void merge(ExactSum other) {
    carry();
    other.carry();
    for (int limb = 0; limb < LIMBS; limb++) {
      limbs[limb] += other.limbs[limb];
    }
  }

  /** This less another sum, to a double's precision; both are left as they are. */
  public double minus(ExactSum other) {
    BigInteger difference = units().subtract(other.units());
    int shift = Math.max(0, difference.bitLength() - 128);
    return Math.scalb(difference.shiftRight(shift).doubleValue(), shift - SCALE);
  }

  /** The sum in units of 2<sup>−2176</sup>. */
  BigInteger units() {
    carry();
    BigInteger units = BigInteger.valueOf(limbs[LIMBS - 1]);
    byte[] lower = new byte[4 * (LIMBS - 1)];
    for (int limb = 0; limb < LIMBS - 1; limb++) {
      for (int part = 0; part < 4; part++) {
        lower[lower.length - 1 - 4 * limb - part] = (byte) (limbs[limb] >>> (8 * part));
      }
    }
    return units.shiftLeft(32 * (LIMBS - 1)).add(new BigInteger(1, lower));
  }

  /** Writes it for {@link #read}. */
  public void write(DataOutput out) throws IOException {
    BigInteger units = units();
    int zeros = Math.max(0, units.getLowestSetBit());
    byte[] bytes = units.shiftRight(zeros).toByteArray();
    out.writeShort(zeros);
    out.writeShort(bytes.length);
    out.write(bytes);
  }

  /** Reads what {@link #write} wrote. */
  public static ExactSum read(DataInput in) throws IOException {
    int zeros = in.readUnsignedShort();
    byte[] bytes = new byte[in.readUnsignedShort()];
    in.readFully(bytes);
    ExactSum sum = new ExactSum();
    BigInteger rest = new BigInteger(bytes).shiftLeft(zeros);
    for (int limb = 0; limb < LIMBS - 1; limb++) {
      sum.limbs[limb] = rest.longValue() & LOW;
      rest = rest.shiftRight(32);
    }
    sum.limbs[LIMBS - 1] = rest.longValueExact();
    return sum;
  }

  /** Adds an unsigned 64-bit word times 2 to the power of {@code position} units. */
  private void addWord(long word, int position, int sign) {
    int limb = position >>> 5;
    int offset = position & 31;
    long shifted = word << offset;
    limbs[limb] += sign * (shifted & LOW);
    limbs[limb + 1] += sign * (shifted >>> 32);
    if (offset > 0) {
      limbs[limb + 2] += sign * (word >>> (64 - offset));
    }
  }

  private void settle() {
    if (++additions == ADDITIONS_BEFORE_CARRY) {
      carry();
    }
  }

  /** Brings all limbs but the last into [0, 2^32). */
  private void carry() {
    for (int limb = 0; limb < LIMBS - 1; limb++) {
      limbs[limb + 1] += limbs[limb] >> 32;
      limbs[limb] &= LOW;
    }
    additions = 0;
  }

  private static long significand(long bits) {
    long fraction = bits & ((1L << 52) - 1);
    return (bits >>> 52 & 0x7FF) == 0 ? fraction : fraction | 1L << 52;
  }

  private static int exponent(long bits) {
    return Math.max(1, (int) (bits >>> 52 & 0x7FF)) - 1075;
  }
}
