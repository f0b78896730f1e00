package dev.holdout.measure;

/** How intervals are made of random draws. */
public enum BootstrapMethod {
  /**
   * Each metric's own: the standard deviation of the draws on a scale that suits the metric, where
   * there are rows enough, and what holds where there are few. What each does, it says; what covers
   * best, and how often, is measured.
   */
  OWN,
  /** The middle of the draws. */
  PERCENTILE,
  /** {@link Bca}: the middle of the draws, corrected for bias and for skewness. */
  BCA
}
