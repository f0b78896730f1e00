package dev.holdout.evaluate;

import java.util.SplittableRandom;

/**
 * How much better the threshold that is best for one half of the rows looks there than in the other
 * half, over random halves.
 *
 * <p>Size: {@code 6·}{@value Resamples#BINS} numbers. Cost: {@value #HALVINGS} halvings.
 */
final class Optimism {
  private static final int HALVINGS = 100;

  private final double[][] cells;
  private final SplittableRandom random;

  Optimism(ScoreCounts counts, long seed) {
    cells = EqualMass.ofBothClasses(counts.bins(), Resamples.BINS).counts();
    this.random = new SplittableRandom(seed);
  }

  /** Of the distance between the classes' distributions; 0 where no halves have both classes. */
  double ofDistance() {
    int size = cells[0].length;
    double[][] half = new double[2][size];
    double sum = 0;
    int usable = 0;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double[] ofHalf = new double[2];
      double[] all = new double[2];
      for (int label = 0; label < 2; label++) {
        for (int bin = 0; bin < size; bin++) {
          half[label][bin] = half(cells[label][bin]);
          ofHalf[label] += half[label][bin];
          all[label] += cells[label][bin];
        }
      }
      double[] rest = {all[0] - ofHalf[0], all[1] - ofHalf[1]};
      if (!(Math.min(ofHalf[0], ofHalf[1]) > 0 && Math.min(rest[0], rest[1]) > 0)) {
        continue;
      }
      double here = 0;
      double there = 0;
      double[] above = new double[2];
      double[] otherAbove = new double[2];
      for (int bin = size - 1; bin >= 0; bin--) {
        for (int label = 0; label < 2; label++) {
          above[label] += half[label][bin];
          otherAbove[label] += cells[label][bin] - half[label][bin];
        }
        double distance = above[1] / ofHalf[1] - above[0] / ofHalf[0];
        if (Math.abs(distance) > Math.abs(here)) {
          here = distance;
          there = otherAbove[1] / rest[1] - otherAbove[0] / rest[0];
        }
      }
      sum += Math.abs(here) - Math.signum(here) * there;
      usable++;
    }
    return usable == 0 ? 0 : Math.max(0, sum / usable);
  }

  /** How many of so many rows fall into a half: binomial, normal for many. */
  private double half(double rows) {
    int whole = (int) Math.min(64, Math.floor(rows));
    if (rows <= 64) {
      int bits = whole == 0 ? 0 : Long.bitCount(random.nextLong() >>> (64 - whole));
      return bits + (random.nextBoolean() ? rows - whole : 0);
    }
    return Math.min(
        rows, Math.max(0, Math.rint(rows / 2 + random.nextGaussian() * Math.sqrt(rows) / 2)));
  }
}
