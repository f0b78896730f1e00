package dev.holdout.measure;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * A value and its intervals of every level.
 *
 * @param value the value
 * @param method how intervals are made
 * @param intervals the interval that a standard normal quantile stands for; wider for larger ones.
 *     It may reach beyond what is possible; those of {@link #at} do not
 * @param range the values that are possible
 */
public record Estimate(double value, String method, Intervals intervals, Range range) {
  /** Of which any number is possible. */
  public Estimate(double value, String method, Intervals intervals) {
    this(value, method, intervals, Range.UNBOUNDED);
  }

  /** Intervals by the two-sided standard normal quantile of their level. */
  @FunctionalInterface
  public interface Intervals {
    Interval at(double z);
  }

  /** The same of which not every number is possible; a value that rounding took out is taken in. */
  public Estimate within(Range possible) {
    return new Estimate(possible.clip(value), method, intervals, possible);
  }

  /** The interval without what is not possible, stretched where it must be to hold the value. */
  public Interval at(double z) {
    Interval interval = range.clip(intervals.at(z));
    return new Interval(Math.min(interval.lower(), value), Math.max(interval.upper(), value));
  }

  public Measure measure(double z) {
    Interval interval = at(z);
    return Measure.of(value, interval.lower(), interval.upper(), method);
  }

  /**
   * This minus an independent other, by the method of variance estimates recovery: for proportions
   * with Wilson's intervals this is Newcombe's method 10. Bias that ends allow for, and so are off
   * the value by at z = 0, is no variance and adds to the reach as it is.
   *
   * <p>Source: Zou & Donner 2008; Newcombe 1998.
   */
  public Estimate minus(Estimate other) {
    double difference = value - other.value;
    Interval centre = at(0);
    Interval centreOfOther = other.at(0);
    double lowest = difference - (value - centre.lower()) - (centreOfOther.upper() - other.value);
    double highest = difference + (centre.upper() - value) + (other.value - centreOfOther.lower());
    return new Estimate(
        difference,
        "mover",
        z -> {
          Interval mine = at(z);
          Interval others = other.at(z);
          return new Interval(
              lowest
                  - Math.hypot(
                      centre.lower() - mine.lower(), others.upper() - centreOfOther.upper()),
              highest
                  + Math.hypot(
                      mine.upper() - centre.upper(), centreOfOther.lower() - others.lower()));
        },
        range.minus(other.range));
  }

  /**
   * The same with intervals of other widths.
   *
   * @param as what the method is called then
   * @param stretch what stands in for a standard normal quantile
   */
  public Estimate stretched(String as, DoubleUnaryOperator stretch) {
    return new Estimate(value, as, z -> intervals.at(stretch.applyAsDouble(z)), range);
  }

  /**
   * This over an independent other, by the method of variance estimates recovery for ratios. There
   * is no upper end where the other may be 0.
   *
   * <p>Source: Donner & Zou 2012.
   *
   * @param z two-sided standard normal quantile of the level
   * @return undefined where the other is 0 or either may be negative
   */
  public Measure over(Estimate other, double z) {
    Interval mine = at(z);
    Interval others = other.at(z);
    if (mine.lower() < 0 || others.lower() < 0) {
      return Measure.undefined("the figure may be negative");
    }
    if (other.value == 0) {
      return Measure.undefined("the figure is 0 elsewhere");
    }
    double product = value * other.value;
    double below = mine.lower() * (2 * value - mine.lower());
    double above = mine.upper() * (2 * value - mine.upper());
    double largest = others.upper() * (2 * other.value - others.upper());
    double smallest = others.lower() * (2 * other.value - others.lower());
    double root = Math.sqrt(Math.max(0, product * product - below * largest));
    double ratio = value / other.value;
    double lower = below == 0 ? 0 : Math.min(ratio, below / (product + root));
    Optional<Double> upper =
        smallest == 0
            ? Optional.empty()
            : Optional.of(
                Math.max(
                    ratio,
                    (product + Math.sqrt(Math.max(0, product * product - above * smallest)))
                        / smallest));
    return new Measure(
        Optional.of(ratio), Optional.of(lower), upper, Optional.of("mover"), Optional.empty());
  }

  /** The two-sided p-value against 0: one minus the level at which the interval just reaches 0. */
  public double pValue() {
    double low = 0;
    double high = 38;
    for (int step = 0; step < 60; step++) {
      double z = (low + high) / 2;
      Interval interval = at(z);
      if (interval.lower() <= 0 && interval.upper() >= 0) {
        high = z;
      } else {
        low = z;
      }
    }
    return Math.min(1, Quantiles.outside((low + high) / 2));
  }
}
