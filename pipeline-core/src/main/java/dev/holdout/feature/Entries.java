package dev.holdout.feature;

import java.util.Arrays;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/** The non-zero entries of a vector in the making. */
final class Entries {
  /**
   * Values are kept within ± this: beyond any scaled value that means something, and so far from
   * overflow that products and sums of them stay finite.
   */
  static final double LIMIT = 1e100;

  private int[] indices;
  private double[] values;
  private int size;

  Entries(int expected) {
    indices = new int[expected];
    values = new double[expected];
  }

  /**
   * Adds an entry, unless it is 0.
   *
   * @param index greater than any before
   * @param value not NaN
   */
  void add(int index, double value) {
    if (value == 0) {
      return;
    }
    if (size == indices.length) {
      indices = Arrays.copyOf(indices, 2 * size + 4);
      values = Arrays.copyOf(values, 2 * size + 4);
    }
    indices[size] = index;
    values[size++] = Math.max(-LIMIT, Math.min(LIMIT, value));
  }

  /** Sparse or dense, whichever is smaller. */
  Vector toVector(int width) {
    if (1.5 * (size + 1) < width) {
      return Vectors.sparse(width, Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
    }
    double[] dense = new double[width];
    for (int entry = 0; entry < size; entry++) {
      dense[indices[entry]] = values[entry];
    }
    return Vectors.dense(dense);
  }
}
