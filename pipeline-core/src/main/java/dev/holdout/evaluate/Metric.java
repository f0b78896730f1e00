package dev.holdout.evaluate;

import java.util.OptionalDouble;

/**
 * A figure that tells how well scores or decisions agree with labels.
 *
 * <p>Each metric says its formula, range, direction, ties, what makes it undefined, and its source,
 * in its {@link Definition}. {@link Metrics} lists them.
 */
public interface Metric {
  /** What the metric is. */
  Definition definition();

  /**
   * Its value, without an interval.
   *
   * @param counts of the rows
   * @param threshold a decision is positive when the score is at least this; ranks and losses do
   *     not use it
   * @return the value, or the reason why there is none
   */
  Measure value(ScoreCounts counts, double threshold);

  /**
   * Its value with an interval, where the metric has one.
   *
   * @param counts of the rows
   * @param threshold as in {@link #value}
   * @param confidence of the interval
   */
  Measure measure(ScoreCounts counts, double threshold, Confidence confidence);

  /**
   * The most by which the value can move when one row is replaced by another of the same label, for
   * values between 0 and 1: what {@link ReusableHoldout} needs.
   *
   * @param positives rows with a positive label, at least 1
   * @param negatives rows with a negative label, at least 1
   * @return 0 where the labels alone decide the value; empty where there is no bound worth having
   */
  default OptionalDouble sensitivity(long positives, long negatives) {
    return OptionalDouble.empty();
  }

  /** Its name in snake case. */
  default String name() {
    return definition().name();
  }

  /** Which way is better. */
  default Direction direction() {
    return definition().direction();
  }

  /**
   * What a metric is, for a person.
   *
   * @param name snake case
   * @param formula how it is computed
   * @param range the values it can take
   * @param direction which way is better
   * @param undefinedWhen when it has no value
   * @param source where the definition comes from
   */
  record Definition(
      String name,
      String formula,
      String range,
      Direction direction,
      String undefinedWhen,
      String source) {}

  /** Which way is better. */
  enum Direction {
    LARGER_IS_BETTER(1),
    SMALLER_IS_BETTER(-1),
    /** Describes; neither way is better. */
    NEITHER(0);

    private final int sign;

    Direction(int sign) {
      this.sign = sign;
    }

    /** Whether {@code value} is better than {@code other}; never when neither way is. */
    public boolean better(double value, double other) {
      return gain(value, other) > 0;
    }

    /** By how much {@code value} is better than {@code other}; negative when it is worse. */
    public double gain(double value, double other) {
      return sign * (value - other);
    }
  }
}
