package dev.holdout.rebalance;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The nearest points of a block to each of its points, as far as they were found: nearest first,
 * equally near ones in the order of their keys.
 *
 * <p>Invariant: merging is associative and commutative, since the order of neighbours is total.
 *
 * <p>Size: 12 bytes for each point and neighbour.
 */
final class Mutual implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int wanted;
  private final double[] distances;
  private final int[] points;

  /** Nothing found yet. */
  Mutual(int size, int wanted) {
    this.wanted = wanted;
    this.distances = new double[size * wanted];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    this.points = new int[size * wanted];
    Arrays.fill(points, -1);
  }

  /** The square of the distance beyond which nothing is of interest. */
  double reach(int point) {
    return distances[(point + 1) * wanted - 1];
  }

  /** Takes a neighbour in, if it is near enough; none twice. */
  void offer(int point, double squaredDistance, int neighbour, Points all) {
    int first = point * wanted;
    int at = first + wanted - 1;
    if (!before(squaredDistance, neighbour, at, all)) {
      return;
    }
    while (at > first && before(squaredDistance, neighbour, at - 1, all)) {
      distances[at] = distances[at - 1];
      points[at] = points[at - 1];
      at--;
    }
    distances[at] = squaredDistance;
    points[at] = neighbour;
  }

  private boolean before(double squaredDistance, int neighbour, int at, Points all) {
    if (squaredDistance != distances[at]) {
      return squaredDistance < distances[at];
    }
    return points[at] < 0 || all.key(neighbour).compareTo(all.key(points[at])) < 0;
  }

  /** Takes in what was found elsewhere, in other pairs. */
  Mutual merge(Mutual other, Points all) {
    for (int at = 0; at < points.length; at++) {
      if (other.points[at] >= 0) {
        offer(at / wanted, other.distances[at], other.points[at], all);
      }
    }
    return this;
  }

  /** How many were found. */
  int found(int point) {
    int count = 0;
    while (count < wanted && points[point * wanted + count] >= 0) {
      count++;
    }
    return count;
  }

  /** A neighbour, by its rank from 0. */
  int neighbour(int point, int rank) {
    return points[point * wanted + rank];
  }
}
