package dev.holdout.decide;

import java.util.Arrays;

/**
 * Sums of amounts without any rounding beyond that of each amount, in channels of whole numbers:
 * the same for any order and any division of the rows.
 *
 * <p>A row has two amounts, one that counts when it is decided positive and one when it is decided
 * negative. For each class their sums are kept, and the sums of their squares and of their product:
 * ten moments, each in {@value #LIMBS} limbs of 32 bits and units of 2<sup>−20</sup>. A limb's sum
 * has room for 2<sup>31</sup> rows.
 */
final class Amounts {
  /** Sum over positives of the amount when decided positive; and so on. */
  static final int TP = 0;

  static final int FN = 1;
  static final int FP = 2;
  static final int TN = 3;

  /** Sums of products over a class: of the first amount, of the second, of both. */
  static final int POSITIVES_SQUARE_ACTED = 4;

  static final int POSITIVES_SQUARE_LEFT = 5;
  static final int POSITIVES_PRODUCT = 6;
  static final int NEGATIVES_SQUARE_ACTED = 7;
  static final int NEGATIVES_SQUARE_LEFT = 8;
  static final int NEGATIVES_PRODUCT = 9;

  /** Two counts, then the moments' limbs. */
  static final int CHANNELS = 2 + 10 * 3;

  /** Two counts, then the limbs of the four sums: where no rows are resampled. */
  static final int SUM_CHANNELS = 2 + 4 * 3;

  /** Amounts must be smaller than this: 2<sup>37</sup>, about 137 thousand million. */
  static final double LIMIT = 0x1p37;

  private static final int LIMBS = 3;
  private static final int FRACTION_BITS = 20;

  private Amounts() {}

  /**
   * A row's part of each channel.
   *
   * @param acted its amount when decided positive, from 0 to {@link #LIMIT}
   * @param left its amount when decided negative
   * @param into overwritten; of {@link #CHANNELS}, of {@link #SUM_CHANNELS}, or 2 for counts alone
   */
  static void write(boolean positive, double acted, double left, long[] into) {
    Arrays.fill(into, 0);
    into[positive ? 1 : 0] = 1;
    if (into.length >= SUM_CHANNELS) {
      put(into, positive ? TP : FP, acted);
      put(into, positive ? FN : TN, left);
    }
    if (into.length == CHANNELS) {
      put(into, positive ? POSITIVES_SQUARE_ACTED : NEGATIVES_SQUARE_ACTED, acted * acted);
      put(into, positive ? POSITIVES_SQUARE_LEFT : NEGATIVES_SQUARE_LEFT, left * left);
      put(into, positive ? POSITIVES_PRODUCT : NEGATIVES_PRODUCT, acted * left);
    }
  }

  /** How many moments so many channels hold. */
  static int moments(int channels) {
    return (channels - 2) / LIMBS;
  }

  /** A moment's sum in one bin. */
  static double sum(long[][] channels, int moment, int bin) {
    double sum = 0;
    for (int limb = LIMBS - 1; limb >= 0; limb--) {
      sum += Math.scalb((double) channels[2 + moment * LIMBS + limb][bin], 32 * limb);
    }
    return Math.scalb(sum, -FRACTION_BITS);
  }

  private static void put(long[] into, int moment, double value) {
    double rest = Math.rint(Math.scalb(value, FRACTION_BITS));
    for (int limb = LIMBS - 1; limb >= 0; limb--) {
      double part = Math.floor(Math.scalb(rest, -32 * limb));
      into[2 + moment * LIMBS + limb] = (long) part;
      rest -= Math.scalb(part, 32 * limb);
    }
  }
}
