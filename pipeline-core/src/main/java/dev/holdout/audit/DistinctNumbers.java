package dev.holdout.audit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * How many distinct numbers there are: exact up to {@value #MAX}, beyond that estimated with a
 * standard error of about 4 %.
 *
 * <p>Kept are the hashes that end in {@code level} zero bits, where the level is the smallest with
 * which they fit: a function of the set of numbers alone, so a commutative monoid.
 *
 * <p>Size: at most {@value #MAX} hashes.
 *
 * <p>Source: Wegman's adaptive sampling (Flajolet 1990).
 */
final class DistinctNumbers {
  private static final int MAX = 1024;

  private final Set<Long> hashes = new HashSet<>();
  private int level;

  void add(double number) {
    addHash(hash(Double.doubleToLongBits(number + 0.0)));
  }

  void merge(DistinctNumbers other) {
    raise(other.level);
    other.hashes.forEach(this::addHash);
  }

  double estimate() {
    return Math.scalb((double) hashes.size(), level);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(level);
    out.writeInt(hashes.size());
    for (long hash : hashes) {
      out.writeLong(hash);
    }
  }

  static DistinctNumbers read(DataInput in) throws IOException {
    DistinctNumbers read = new DistinctNumbers();
    read.level = in.readInt();
    for (int left = in.readInt(); left > 0; left--) {
      read.hashes.add(in.readLong());
    }
    return read;
  }

  private void addHash(long hash) {
    if (Long.numberOfTrailingZeros(hash) >= level && hashes.add(hash)) {
      while (hashes.size() > MAX) {
        raise(level + 1);
      }
    }
  }

  private void raise(int to) {
    if (to > level) {
      level = to;
      hashes.removeIf(hash -> Long.numberOfTrailingZeros(hash) < level);
    }
  }

  /** The finaliser of MurmurHash3, which maps no two numbers to one hash. */
  private static long hash(long bits) {
    long hash = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
