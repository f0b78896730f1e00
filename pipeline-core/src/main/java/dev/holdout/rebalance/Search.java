package dev.holdout.rebalance;

/**
 * Finds nearest neighbours by comparing every query with every reference: in single precision
 * first, and whatever may be near enough again in double precision. No neighbour is missed, since
 * the error of {@link HalfDistances} is bounded; what is infinite or not a number in single
 * precision is near enough.
 */
final class Search {
  private Search() {}

  /** Lets all references compete to be among the nearest of each query. */
  static void run(Points queries, Points references, Nearest nearest) {
    HalfDistances distances = new HalfDistances(queries);
    for (Tile tile : references.tiles()) {
      for (int query = 0; query < queries.size(); query++) {
        float[] halves = distances.of(tile, query);
        double allowance = distances.own(query) - distances.error(tile, query);
        refine(halves, tile, references, queries, query, nearest, allowance);
      }
    }
  }

  /** Computes again, in double precision, what may be near enough. */
  private static void refine(
      float[] halves,
      Tile tile,
      Points references,
      Points queries,
      int query,
      Nearest nearest,
      double allowance) {
    float limit = limit(nearest.reach(query), allowance);
    for (int lane = 0; lane < tile.size; lane++) {
      if (!(halves[lane] > limit)) {
        int point = tile.from + lane;
        if (!references.key(point).equals(queries.key(query))) {
          double distance = queries.space().squaredDistance(queries, query, references, point);
          nearest.offer(query, distance, references, point);
          limit = limit(nearest.reach(query), allowance);
        }
      }
    }
  }

  /** What half distances in single precision are to be compared with. */
  static float limit(double reach, double allowance) {
    return Math.nextUp((float) (reach / 2 - allowance));
  }
}
