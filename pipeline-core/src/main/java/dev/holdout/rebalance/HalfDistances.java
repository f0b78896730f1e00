package dev.holdout.rebalance;

import java.util.Arrays;

/**
 * Half of the squared distances between a query and a tile of references, but for the query's own
 * part, in single precision and with a bound on the error.
 *
 * <p>With h = ‖r‖²/2, a squared distance is ‖q‖² + 2(h − q·r), and a tile's worth of h − q·r is a
 * product of a vector and a matrix. Let u = 2<sup>−24</sup>, n the number of features, R the
 * greatest ‖r‖, and m = R²/2 + ‖q‖R + what the mismatches can add, which bounds the sum of the
 * absolute terms. Rounding the inputs changes each term by a share of 3u at most, and 2n + 4
 * roundings of sums and products follow, so that the error is at most (2n + 8)·u·m, to first order;
 * it is taken 1% larger for the higher orders and for double precision.
 *
 * <p>The loops are plain, so that the compiler makes vector instructions of them. That is faster
 * than the BLAS that Spark ships without a native one, whose products of matrices this narrow do
 * not use vectors well, and it leaves nothing to be written to memory and read again.
 */
final class HalfDistances {
  private static final double UNIT = 0x1p-24;

  private final Points queries;
  private final float[] sums = new float[Tile.WIDTH];
  private final int[] differing = new int[Tile.WIDTH];

  HalfDistances(Points queries) {
    this.queries = queries;
  }

  /** Those of one query; valid until the next call. */
  float[] of(Tile tile, int query) {
    Space space = queries.space();
    products(tile, queries.scaled().values(), query * space.dimensions());
    if (tile.levels.length > 0) {
      addMismatches(tile, query, (float) (space.mismatch() / 2));
    }
    return sums;
  }

  /** The bound on the error of each. */
  double error(Tile tile, int query) {
    Space space = queries.space();
    double norm = queries.scaled().norms()[query];
    double mismatches = space.mismatch() / 2 * space.compared();
    double terms = (tile.radius / 2 + norm) * tile.radius + mismatches;
    return 1.01 * (2 * space.dimensions() + 8) * UNIT * terms + Float.MIN_NORMAL;
  }

  /** What is to be taken from half a squared distance to compare it with these. */
  double own(int query) {
    double norm = queries.scaled().norms()[query];
    return norm * norm / 2;
  }

  /** Half the squared lengths minus the products with a query. */
  private void products(Tile tile, float[] values, int at) {
    float[][] lanes = tile.lanes;
    float[] from = tile.halves;
    int dimension = 0;
    for (; dimension + 5 < lanes.length; dimension += 6) {
      subtractSix(from, lanes, dimension, values, at + dimension);
      from = sums;
    }
    for (; dimension < lanes.length; dimension++) {
      subtract(from, lanes[dimension], values[at + dimension]);
      from = sums;
    }
    if (lanes.length == 0) {
      System.arraycopy(from, 0, sums, 0, Tile.WIDTH);
    }
  }

  /** Six at a time: with fewer, memory is the limit; with more, compilers give vectors up. */
  private void subtractSix(float[] from, float[][] lanes, int lane, float[] values, int at) {
    six(
        sums,
        from,
        lanes[lane],
        lanes[lane + 1],
        lanes[lane + 2],
        lanes[lane + 3],
        lanes[lane + 4],
        lanes[lane + 5],
        values[at],
        values[at + 1],
        values[at + 2],
        values[at + 3],
        values[at + 4],
        values[at + 5]);
  }

  @SuppressWarnings("TooManyParameters") // Locals keep what the loop reads in registers.
  private static void six(
      float[] to,
      float[] from,
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      float[] e,
      float[] f,
      float u,
      float v,
      float w,
      float x,
      float y,
      float z) {
    for (int lane = 0; lane < Tile.WIDTH; lane++) {
      to[lane] =
          from[lane]
              - u * a[lane]
              - v * b[lane]
              - w * c[lane]
              - x * d[lane]
              - y * e[lane]
              - z * f[lane];
    }
  }

  private void subtract(float[] from, float[] lanes, float value) {
    float[] to = sums;
    for (int lane = 0; lane < Tile.WIDTH; lane++) {
      to[lane] = from[lane] - value * lanes[lane];
    }
  }

  private void addMismatches(Tile tile, int query, float half) {
    Arrays.fill(differing, 0);
    for (int category = 0; category < tile.levels.length; category++) {
      count(differing, tile.levels[category], queries.level(query, category));
    }
    for (int lane = 0; lane < Tile.WIDTH; lane++) {
      sums[lane] += half * differing[lane];
    }
  }

  /** Adds 1 where levels differ, without a branch. */
  private static void count(int[] differing, int[] levels, int level) {
    for (int lane = 0; lane < Tile.WIDTH; lane++) {
      int bits = levels[lane] ^ level;
      differing[lane] += (bits | -bits) >>> 31;
    }
  }
}
