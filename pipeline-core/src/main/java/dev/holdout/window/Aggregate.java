package dev.holdout.window;

/**
 * A figure of the values that one column has in one window; values that are missing do not count.
 */
public enum Aggregate {
  /** The mean, rounded once; null without a value. */
  MEAN,
  /** The standard deviation (n − 1), from exact sums; null with fewer than two values. */
  SD,
  /** The least value; null without one. */
  MIN,
  /** The greatest value; null without one. */
  MAX,
  /**
   * The least-squares change of the value per hour, from exact sums; null with values at fewer than
   * two distinct times.
   */
  SLOPE,
  /** The latest value there is; of equal times, that of the last row key. Null without a value. */
  LAST,
  /** Of true or false: how many of the values are true, from 0 to 1; null without a value. */
  SHARE,
  /** How many distinct values there are, up to {@value ColumnFigures#MOST_DISTINCT}. */
  DISTINCT
}
