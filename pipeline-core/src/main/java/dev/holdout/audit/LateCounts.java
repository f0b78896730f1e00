package dev.holdout.audit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Rows of Training whose column was filled before and after the event, by label. */
final class LateCounts {
  private final long[] counts = new long[4];

  void add(boolean late, int label) {
    counts[(late ? 2 : 0) + label]++;
  }

  void merge(LateCounts other) {
    for (int at = 0; at < counts.length; at++) {
      counts[at] += other.counts[at];
    }
  }

  void write(DataOutput out) throws IOException {
    for (long count : counts) {
      out.writeLong(count);
    }
  }

  static LateCounts read(DataInput in) throws IOException {
    LateCounts read = new LateCounts();
    for (int at = 0; at < read.counts.length; at++) {
      read.counts[at] = in.readLong();
    }
    return read;
  }

  /** Filled after the event. */
  Profile.Labels late() {
    return new Profile.Labels(counts[2], counts[3]);
  }

  /** Filled before the event or at the same moment. */
  Profile.Labels inTime() {
    return new Profile.Labels(counts[0], counts[1]);
  }
}
