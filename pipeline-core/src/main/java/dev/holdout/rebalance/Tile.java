package dev.holdout.rebalance;

/**
 * Up to {@link #WIDTH} reference points, feature by feature, so that one instruction serves several
 * points.
 */
final class Tile {
  /** Thirty features of as many points fit the first cache of a core. */
  static final int WIDTH = 256;

  final int from;
  final int size;
  final float[][] lanes;
  final int[][] levels;

  /** Half the squared lengths. */
  final float[] halves = new float[WIDTH];

  /** The greatest length. */
  final double radius;

  private Tile(Points points, int from) {
    this.from = from;
    this.size = Math.min(WIDTH, points.size() - from);
    Space space = points.space();
    this.lanes = new float[space.dimensions()][WIDTH];
    this.levels = new int[space.compared()][WIDTH];
    double widest = 0;
    for (int lane = 0; lane < size; lane++) {
      double sum = 0;
      for (int dimension = 0; dimension < lanes.length; dimension++) {
        int at = (from + lane) * lanes.length + dimension;
        double value = space.scaled(points.coordinate(at), dimension);
        lanes[dimension][lane] = (float) value;
        sum += value * value;
      }
      halves[lane] = (float) (sum / 2);
      widest = Math.max(widest, Math.sqrt(sum));
      for (int category = 0; category < levels.length; category++) {
        levels[category][lane] = points.level(from + lane, category);
      }
    }
    this.radius = widest;
  }

  static Tile[] of(Points points) {
    Tile[] tiles = new Tile[(points.size() + WIDTH - 1) / WIDTH];
    for (int tile = 0; tile < tiles.length; tile++) {
      tiles[tile] = new Tile(points, tile * WIDTH);
    }
    return tiles;
  }
}
