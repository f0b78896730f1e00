package dev.holdout.split;

import java.util.Optional;

/**
 * Who is held out as Test.
 *
 * @param scheme how
 * @param share of the rows (of the groups, where there are groups), in (0, 1)
 * @param from by time: the first instant of Test instead of a share, in ISO 8601 or as a number
 * @param column by column: holds {@code training}, {@code validation} or {@code test}
 * @param exact random: each stratum's share is met to one row, and the stored assignment is kept
 */
public record TestSpec(
    Scheme scheme, double share, Optional<String> from, Optional<String> column, boolean exact) {
  /** Ways to choose. */
  public enum Scheme {
    /** By a hash of the row's key, or of its group. */
    RANDOM,
    /** The latest rows. */
    TIME,
    /** As a column of the table says. */
    COLUMN
  }

  public TestSpec {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("test share " + share + ", expected between 0 and 1");
    }
    if (scheme == Scheme.COLUMN && column.isEmpty()) {
      throw new IllegalArgumentException("no column that holds the partitions");
    }
  }

  /** A random share. */
  public static TestSpec random(double share) {
    return new TestSpec(Scheme.RANDOM, share, Optional.empty(), Optional.empty(), false);
  }

  /** A random share, met to one row in each stratum. */
  public static TestSpec exact(double share) {
    return new TestSpec(Scheme.RANDOM, share, Optional.empty(), Optional.empty(), true);
  }

  /** The latest share of the rows. */
  public static TestSpec latest(double share) {
    return new TestSpec(Scheme.TIME, share, Optional.empty(), Optional.empty(), false);
  }

  /** The rows from an instant on. */
  public static TestSpec from(String instant) {
    return new TestSpec(Scheme.TIME, 0.5, Optional.of(instant), Optional.empty(), false);
  }

  /** As a column says. */
  public static TestSpec prepared(String column) {
    return new TestSpec(Scheme.COLUMN, 0.5, Optional.empty(), Optional.of(column), false);
  }
}
