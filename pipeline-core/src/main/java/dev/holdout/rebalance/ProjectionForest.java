package dev.holdout.rebalance;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Random;

/**
 * Divides space into cells whose points are likely to be near each other, in several ways: random
 * projection trees (Dasgupta and Freund 2008), which are locality-sensitive hashing by random
 * projections with cuts at medians instead of a fixed width, so that cells hold about as many
 * points each whatever the density.
 *
 * <p>All nodes at one depth of a tree share a direction. A category is projected as flags would be.
 * Points that fall on a cut go either way by a hash of their key, so that equal points do not pile
 * up in one cell.
 */
final class ProjectionForest implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int GOLDEN = 0x9E3779B1;

  private final int depth;
  private final Projection[][] projections;

  /** Tree → node, the children of a node n being 2n + 1 and 2n + 2. */
  private final double[][] cuts;

  /**
   * Grows the trees.
   *
   * @param sample points whose medians become the cuts
   * @param depth cuts from the root to a cell
   */
  ProjectionForest(Points sample, int depth, int trees, long seed) {
    this.depth = depth;
    this.projections = new Projection[trees][depth];
    this.cuts = new double[trees][(1 << depth) - 1];
    for (int tree = 0; tree < trees; tree++) {
      for (int level = 0; level < depth; level++) {
        Random random = new Random(seed * 1_000_003 + tree * 1009L + level);
        projections[tree][level] = new Projection(sample.space(), random);
      }
      grow(tree, sample);
    }
  }

  private void grow(int tree, Points sample) {
    int[] nodes = new int[sample.size()];
    double[] values = new double[sample.size()];
    for (int level = 0; level < depth; level++) {
      for (int point = 0; point < nodes.length; point++) {
        values[point] = projections[tree][level].of(sample, point);
      }
      for (int node = (1 << level) - 1; node < (2 << level) - 1; node++) {
        cuts[tree][node] = median(values, nodes, node);
      }
      for (int point = 0; point < nodes.length; point++) {
        nodes[point] = child(tree, nodes[point], values[point], sample.key(point));
      }
    }
  }

  private static double median(double[] values, int[] nodes, int node) {
    double[] here = new double[values.length];
    int size = 0;
    for (int point = 0; point < values.length; point++) {
      if (nodes[point] == node) {
        here[size++] = values[point];
      }
    }
    Arrays.sort(here, 0, size);
    return here[size / 2];
  }

  private int child(int tree, int node, double value, String key) {
    double cut = cuts[tree][node];
    boolean right =
        value > cut || (value == cut && (((key.hashCode() * GOLDEN) >>> (tree + node)) & 1) == 1);
    return 2 * node + (right ? 2 : 1);
  }

  int trees() {
    return cuts.length;
  }

  /** How many cells a tree has. */
  int cells() {
    return 1 << depth;
  }

  /** The cell of a point, from 0. */
  int cell(int tree, Points points, int point) {
    int node = 0;
    for (int level = 0; level < depth; level++) {
      node = child(tree, node, projections[tree][level].of(points, point), points.key(point));
    }
    return node - cells() + 1;
  }

  /** A direction drawn from the normal distribution. */
  private static final class Projection implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double[] numbers;
    private final float[][] levels;

    Projection(Space space, Random random) {
      numbers = new double[space.dimensions()];
      Arrays.setAll(numbers, number -> random.nextGaussian());
      levels = new float[space.compared()][];
      double length = Math.sqrt(space.mismatch() / 2);
      for (int category = 0; category < levels.length; category++) {
        levels[category] = new float[space.form().levels(category)];
        for (int level = 0; level < levels[category].length; level++) {
          levels[category][level] = (float) (length * random.nextGaussian());
        }
      }
    }

    double of(Points points, int point) {
      Space space = points.space();
      double sum = 0;
      for (int number = 0; number < numbers.length; number++) {
        double coordinate = points.coordinate(point * numbers.length + number);
        sum += numbers[number] * space.scaled(coordinate, number);
      }
      for (int category = 0; category < levels.length; category++) {
        sum += levels[category][points.level(point, category)];
      }
      return sum;
    }
  }
}
