package dev.holdout.slice;

/**
 * A slice as one number: the numbers of its conditions, each plus one, in ascending order, 16 bits
 * each, the first in the highest of those used.
 */
final class SliceKey {
  /** The most conditions. */
  static final int MOST = 4;

  /** The most conditions of all features together. */
  static final int MOST_CONDITIONS = (1 << 16) - 2;

  private static final int BITS = 16;
  private static final long MASK = (1L << BITS) - 1;

  private SliceKey() {}

  static long of(int condition) {
    return condition + 1L;
  }

  /** The slice with one condition more, which is beyond its last. */
  static long with(long slice, int condition) {
    return slice << BITS | (condition + 1L);
  }

  /** The slice without its last condition. */
  static long prefix(long slice) {
    return slice >>> BITS;
  }

  static int last(long slice) {
    return (int) (slice & MASK) - 1;
  }

  /** The slice without the condition at a place, 0 being the last one's. */
  static long without(long slice, int place) {
    int shift = BITS * place;
    long below = slice & ((1L << shift) - 1);
    return (slice >>> shift >>> BITS) << shift | below;
  }

  static int size(long slice) {
    return (Long.SIZE - Long.numberOfLeadingZeros(slice) + BITS - 1) / BITS;
  }

  /** The numbers of its conditions, ascending. */
  static int[] conditions(long slice) {
    int[] conditions = new int[size(slice)];
    long rest = slice;
    for (int at = conditions.length - 1; at >= 0; at--) {
      conditions[at] = last(rest);
      rest = prefix(rest);
    }
    return conditions;
  }
}
