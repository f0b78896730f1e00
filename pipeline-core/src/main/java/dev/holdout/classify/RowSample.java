package dev.holdout.classify;

import dev.holdout.stat.DoubleSums;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Scores of a few rows of one class: those with the smallest hash of their scores, so that the same
 * rows give the same sample in any order and division. Rows with the same scores are one, with the
 * sum of their weights.
 *
 * <p>Size: at most {@code most} rows of {@code 28 + 8·classes} bytes.
 */
final class RowSample {
  private final int most;
  private final int classes;
  private int size;

  /** Ascending. */
  private long[] hashes = new long[4];

  /** Where the row of each hash is kept. */
  private int[] places = new int[4];

  private double[] scores;
  private DoubleSums weights = new DoubleSums(4);

  RowSample(int most, int classes) {
    this.most = most;
    this.classes = classes;
    this.scores = new double[4 * classes];
  }

  void add(ClassRow row) {
    int place = placeOf(row.hash, row.scores, 0);
    if (place >= 0) {
      weights.add(place, row.weight);
    }
  }

  void merge(RowSample other) {
    for (int at = 0; at < other.size; at++) {
      int theirs = other.places[at];
      int place = placeOf(other.hashes[at], other.scores, theirs * classes);
      if (place >= 0) {
        weights.add(place, other.weights, theirs);
      }
    }
  }

  /** Where a row is kept, or −1 where its hash is too large. */
  private int placeOf(long hash, double[] from, int offset) {
    if (size == most && hash > hashes[size - 1]) {
      return -1;
    }
    int found = Arrays.binarySearch(hashes, 0, size, hash);
    if (found >= 0) {
      return places[found];
    }
    int at = -found - 1;
    int place;
    if (size == most) {
      place = places[--size];
      weights.clear(place);
    } else {
      place = size;
      grow();
    }
    System.arraycopy(hashes, at, hashes, at + 1, size - at);
    System.arraycopy(places, at, places, at + 1, size - at);
    hashes[at] = hash;
    places[at] = place;
    System.arraycopy(from, offset, scores, place * classes, classes);
    size++;
    return place;
  }

  private void grow() {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
      places = Arrays.copyOf(places, 2 * size);
      scores = Arrays.copyOf(scores, 2 * size * classes);
      weights.grow(2 * size);
    }
  }

  int size() {
    return size;
  }

  double weight(int at) {
    return weights.value(places[at]);
  }

  double score(int at, int of) {
    return scores[places[at] * classes + of];
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int at = 0; at < size; at++) {
      out.writeLong(hashes[at]);
      for (int of = 0; of < classes; of++) {
        out.writeDouble(score(at, of));
      }
      DoubleSums weight = new DoubleSums(1);
      weight.add(0, weights, places[at]);
      weight.write(out);
    }
  }

  void read(DataInput in) throws IOException {
    int rows = in.readInt();
    double[] row = new double[classes];
    for (int at = 0; at < rows; at++) {
      long hash = in.readLong();
      for (int of = 0; of < classes; of++) {
        row[of] = in.readDouble();
      }
      weights.add(placeOf(hash, row, 0), DoubleSums.read(in), 0);
    }
  }
}
