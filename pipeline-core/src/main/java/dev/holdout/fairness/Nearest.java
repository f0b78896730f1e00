package dev.holdout.fairness;

import java.util.Arrays;

/** The nearest rows so far, in ascending order of distance; among rows equally far the first. */
final class Nearest {
  private final double[] distances;
  private final int[] rows;
  private int size;
  private double farthest = Double.POSITIVE_INFINITY;

  Nearest(int k) {
    distances = new double[k];
    rows = new int[k];
  }

  void offer(double distance, int row) {
    if (!(distance < farthest)) {
      return;
    }
    int at = size < rows.length ? size++ : size - 1;
    while (at > 0 && distances[at - 1] > distance) {
      distances[at] = distances[at - 1];
      rows[at] = rows[at - 1];
      at--;
    }
    distances[at] = distance;
    rows[at] = row;
    if (size == rows.length) {
      farthest = distances[size - 1];
    }
  }

  /** Nothing farther than this is taken in. */
  double farthest() {
    return farthest;
  }

  /** As many as there are, at most as many as were asked for. */
  int[] rows() {
    return Arrays.copyOf(rows, size);
  }
}
