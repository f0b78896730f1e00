package dev.holdout.measure;

import java.util.Arrays;

/**
 * How intervals are made.
 *
 * @param level share of intervals that hold the truth, such as 0.95
 * @param draws random draws where an interval needs them, at least 100
 * @param seed of the draws
 */
public record Confidence(double level, int draws, long seed) {
  public Confidence {
    if (!(level > 0 && level < 1) || draws < 100) {
      throw new IllegalArgumentException("level " + level + ", " + draws + " draws");
    }
  }

  /** The same with a seed of its own, so that a segment's draws do not depend on other segments. */
  public Confidence of(String segment) {
    long hash = 0xcbf29ce484222325L; // FNV-1a
    for (int at = 0; at < segment.length(); at++) {
      hash = (hash ^ segment.charAt(at)) * 0x100000001b3L;
    }
    return new Confidence(level, draws, seed ^ hash);
  }

  /**
   * The interval that holds the middle share of draws, as large as the level; ends beyond which too
   * few draws lie are taken further in and stretched as a normal's would be.
   *
   * @param draws at least one, in any order
   */
  public Interval central(double[] draws) {
    double[] ascending = draws.clone();
    Arrays.sort(ascending);
    return Quantiles.central(ascending, z());
  }

  /** The two-sided standard normal quantile of the level. */
  public double z() {
    return Quantiles.normal(level);
  }
}
