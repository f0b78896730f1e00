package dev.holdout.evaluate;

import dev.holdout.measure.DesignEffect;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A metric's difference between two models on the same rows, or why there is none.
 *
 * @param estimate the difference; empty where it is undefined
 * @param pValue that of another test than the interval's, where there is one
 * @param undefined why there is no difference
 */
record PairedDifference(
    Optional<Estimate> estimate, OptionalDouble pValue, Optional<String> undefined) {
  /** A difference whose p-value is that of its interval. */
  static PairedDifference of(Estimate estimate) {
    return new PairedDifference(Optional.of(estimate), OptionalDouble.empty(), Optional.empty());
  }

  static PairedDifference none(String why) {
    return new PairedDifference(Optional.empty(), OptionalDouble.empty(), Optional.of(why));
  }

  /** Two-sided. */
  Optional<Double> p() {
    return estimate.map(found -> pValue.orElseGet(found::pValue));
  }

  /** The same with its p-value, which takes time to find, worked out. */
  PairedDifference tested() {
    return new PairedDifference(
        estimate, p().map(OptionalDouble::of).orElse(OptionalDouble.empty()), undefined);
  }

  /** With the interval of a level. */
  Measure measure(double z) {
    return estimate
        .map(found -> found.measure(z))
        .orElseGet(() -> Measure.undefined(undefined.orElse("not compared")));
  }

  /** The same within what is possible of values in a range. */
  PairedDifference within(Range range) {
    return new PairedDifference(
        estimate.map(found -> found.within(range.minus(range))), pValue, undefined);
  }

  /**
   * The same with an interval that allows for clusters, and with its p-value.
   *
   * @param without the difference without each bucket of clusters
   * @param rows that the metric is of; effective ones where they are weighted
   */
  PairedDifference clustered(List<Measure> without, double rows) {
    return estimate
        .map(
            found ->
                DesignEffect.of(found, without, rows)
                    .map(effect -> of(effect.stretched(found)))
                    .orElseGet(() -> none("all rows are in one group of clusters")))
        .orElse(this);
  }
}
