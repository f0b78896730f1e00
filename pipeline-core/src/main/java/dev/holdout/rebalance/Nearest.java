package dev.holdout.rebalance;

import java.util.Arrays;

/**
 * The nearest points found so far, for each of several queries: nearest first, equally near ones in
 * the order of their keys. A query's own key does not count.
 *
 * <p>Size: 28 bytes for each query and neighbour, and references to keys.
 */
final class Nearest {
  private final int wanted;
  private final int[] found;
  private final double[] distances;
  private final int[] points;
  private final double[] labels;
  private final String[] keys;

  /**
   * Nothing found yet.
   *
   * @param queries how many
   * @param wanted neighbours of each
   */
  Nearest(int queries, int wanted) {
    this.wanted = wanted;
    this.found = new int[queries];
    this.distances = new double[queries * wanted];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    this.points = new int[queries * wanted];
    this.labels = new double[queries * wanted];
    this.keys = new String[queries * wanted];
  }

  /** The square of the distance beyond which nothing is of interest. */
  double reach(int query) {
    return distances[(query + 1) * wanted - 1];
  }

  /** Takes a point in, if it is near enough. */
  void offer(int query, double squaredDistance, Points from, int point) {
    int first = query * wanted;
    int last = first + wanted - 1;
    String key = from.key(point);
    int at = first + Math.min(found[query], wanted - 1);
    if (found[query] == wanted && !before(squaredDistance, key, last)) {
      return;
    }
    while (at > first && before(squaredDistance, key, at - 1)) {
      distances[at] = distances[at - 1];
      points[at] = points[at - 1];
      labels[at] = labels[at - 1];
      keys[at] = keys[at - 1];
      at--;
    }
    distances[at] = squaredDistance;
    points[at] = point;
    labels[at] = from.label(point);
    keys[at] = key;
    found[query] = Math.min(found[query] + 1, wanted);
  }

  private boolean before(double squaredDistance, String key, int at) {
    return squaredDistance < distances[at]
        || (squaredDistance == distances[at] && key.compareTo(keys[at]) < 0);
  }

  /** How many were found. */
  int found(int query) {
    return found[query];
  }

  /** The square of the distance of a neighbour, by its rank from 0. */
  double squaredDistance(int query, int rank) {
    return distances[query * wanted + rank];
  }

  /** Which point of its block it is. */
  int point(int query, int rank) {
    return points[query * wanted + rank];
  }

  String key(int query, int rank) {
    return keys[query * wanted + rank];
  }

  double label(int query, int rank) {
    return labels[query * wanted + rank];
  }
}
