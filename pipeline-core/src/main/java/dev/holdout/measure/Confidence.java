package dev.holdout.measure;

import java.util.Arrays;

/**
 * How intervals are made.
 *
 * @param level share of intervals that hold the truth, such as 0.95
 * @param draws random draws where an interval needs them, at least 100
 * @param seed of the draws
 * @param proportions how intervals of proportions are made
 * @param bootstrap how intervals are made of draws
 */
public record Confidence(
    double level, int draws, long seed, ProportionMethod proportions, BootstrapMethod bootstrap) {
  public Confidence {
    if (!(level > 0 && level < 1) || draws < 100) {
      throw new IllegalArgumentException("level " + level + ", " + draws + " draws");
    }
  }

  /** Wilson's intervals of proportions, and each metric's own way with draws. */
  public Confidence(double level, int draws, long seed) {
    this(level, draws, seed, ProportionMethod.WILSON, BootstrapMethod.OWN);
  }

  /** The same with other intervals of proportions. */
  public Confidence with(ProportionMethod method) {
    return new Confidence(level, draws, seed, method, bootstrap);
  }

  /** The same with other intervals made of draws. */
  public Confidence with(BootstrapMethod method) {
    return new Confidence(level, draws, seed, proportions, method);
  }

  /** The same with a seed of its own, so that a segment's draws do not depend on other segments. */
  public Confidence of(String segment) {
    long hash = 0xcbf29ce484222325L; // FNV-1a
    for (int at = 0; at < segment.length(); at++) {
      hash = (hash ^ segment.charAt(at)) * 0x100000001b3L;
    }
    return new Confidence(level, draws, seed ^ hash, proportions, bootstrap);
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
