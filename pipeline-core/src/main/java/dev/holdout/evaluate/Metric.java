package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Described;
import dev.holdout.measure.Measure;
import java.util.OptionalDouble;

/**
 * A figure that tells how well scores or decisions agree with labels.
 *
 * <p>Each metric says its formula, range, direction, ties, what makes it undefined, and its source,
 * in its {@link Definition}. {@link Metrics} lists them.
 */
public interface Metric extends Described {
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
}
