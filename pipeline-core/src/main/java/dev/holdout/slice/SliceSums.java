package dev.holdout.slice;

import java.io.Serializable;

/**
 * What is counted of slices, in their order: rows, the sum of errors and the largest error, errors
 * in whole units. Size: 24 bytes for each.
 */
@SuppressWarnings("ArrayRecordComponent") // Counts that are added to, never compared.
record SliceSums(long[] sizes, long[] sums, long[] largest) implements Serializable {
  static SliceSums of(int slices) {
    return new SliceSums(new long[slices], new long[slices], new long[slices]);
  }

  /** Takes others in, and is returned. */
  SliceSums plus(SliceSums other) {
    for (int at = 0; at < sizes.length; at++) {
      sizes[at] += other.sizes[at];
      sums[at] += other.sums[at];
      largest[at] = Math.max(largest[at], other.largest[at]);
    }
    return this;
  }
}
