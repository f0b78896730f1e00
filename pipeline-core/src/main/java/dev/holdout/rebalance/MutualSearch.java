package dev.holdout.rebalance;

import java.util.Arrays;

/**
 * Finds the nearest neighbours of all points of a block among themselves. Like {@link Search}, but
 * each pair is compared once, for both of its points.
 *
 * <p>The work is divided by tiles: a tile is compared with itself and with all later ones, and one
 * of the first tiles goes together with one of the last.
 */
final class MutualSearch {
  private final Points points;
  private final Tile[] tiles;
  private final HalfDistances distances;
  private final Mutual nearest;

  /** Half of each point's reach, rounded up: what a later tile's points are compared with. */
  private final float[] reaches;

  private MutualSearch(Points points, int wanted) {
    this.points = points;
    this.tiles = points.tiles();
    this.distances = new HalfDistances(points);
    this.nearest = new Mutual(points.size(), wanted);
    this.reaches = new float[points.size()];
    Arrays.fill(reaches, Float.POSITIVE_INFINITY);
  }

  /** One of several parts of the work, from 0. */
  static Mutual part(Points points, int wanted, int part, int parts) {
    MutualSearch search = new MutualSearch(points, wanted);
    int tiles = search.tiles.length;
    for (int tile = 0; tile < tiles; tile++) {
      if (Math.min(tile, tiles - 1 - tile) % parts == part) {
        search.compare(tile);
      }
    }
    return search.nearest;
  }

  private void compare(int own) {
    Tile queries = tiles[own];
    for (int later = own; later < tiles.length; later++) {
      for (int query = queries.from; query < queries.from + queries.size; query++) {
        compare(query, tiles[later]);
      }
    }
  }

  private void compare(int query, Tile tile) {
    float[] halves = distances.of(tile, query);
    double allowance = distances.own(query) - distances.error(tile, query);
    float limit = Search.limit(nearest.reach(query), allowance);
    float shift = shift(query, allowance);
    int from = tile.from;
    for (int lane = Math.max(0, query + 1 - from); lane < tile.size; lane++) {
      float half = halves[lane];
      if (!(half > limit) || !(half > reaches[from + lane] + shift)) {
        meet(query, from + lane);
        limit = Search.limit(nearest.reach(query), allowance);
      }
    }
  }

  /**
   * What is added to a reach in single precision: the allowance, and enough for the rounding of the
   * sum, whose terms are the reach, rounded up by more than that, and this.
   */
  private float shift(int query, double allowance) {
    double rounding = 0x1p-22 * (distances.own(query) + Math.abs(allowance));
    return Math.nextUp((float) (rounding - allowance));
  }

  private void meet(int one, int other) {
    double distance = points.space().squaredDistance(points, one, points, other);
    nearest.offer(one, distance, other, points);
    nearest.offer(other, distance, one, points);
    reaches[one] = rounded(nearest.reach(one));
    reaches[other] = rounded(nearest.reach(other));
  }

  private static float rounded(double reach) {
    return Math.nextUp((float) (reach / 2 * (1 + 0x1p-22)));
  }
}
