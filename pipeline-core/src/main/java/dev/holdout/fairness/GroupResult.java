package dev.holdout.fairness;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdout.measure.Measure;
import java.util.Map;
import java.util.Optional;

/**
 * What a fairness figure says of one group.
 *
 * @param group attribute → value, the value empty for null
 * @param rows its rows; empty when suppressed
 * @param positives rows whose label is positive; empty when suppressed
 * @param value the group's own figure; empty where {@code undefined} says why
 * @param lower of its interval
 * @param upper of its interval
 * @param method how its interval was made
 * @param undefined why it has no figure
 * @param gap this group minus the reference; undefined where that has too few rows or no such
 *     figure
 * @param ratio this group over the reference
 * @param pAdjusted p-value of the gap, or of the group's own test where the figure is one;
 *     Benjamini–Hochberg over all groups and figures of a report
 * @param reference whether others are held against this group
 * @param leftOut why it is not among the extremes, such as {@code too few rows to judge}
 */
public record GroupResult(
    Map<String, Optional<String>> group,
    Optional<Long> rows,
    Optional<Long> positives,
    Optional<Double> value,
    Optional<Double> lower,
    Optional<Double> upper,
    Optional<String> method,
    Optional<String> undefined,
    Optional<Measure> gap,
    Optional<Measure> ratio,
    @JsonProperty("p_adjusted") Optional<Double> pAdjusted,
    boolean reference,
    @JsonProperty("left_out") Optional<String> leftOut) {
  static GroupResult of(Finding.OfGroup found, Optional<Double> pAdjusted) {
    Measure own = found.own();
    return new GroupResult(
        found.member().value(),
        Optional.of(found.member().rows()),
        Optional.of(found.member().positives()),
        own.value(),
        own.lower(),
        own.upper(),
        own.method(),
        own.undefined(),
        found.gap(),
        found.ratio(),
        pAdjusted,
        found.reference(),
        found.leftOut());
  }

  /** A group of which nothing is told, and why. */
  static GroupResult withheld(Map<String, Optional<String>> group, String why) {
    return new GroupResult(
        group,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(why),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(why));
  }

  /** The same with nothing held against a reference that is not shown. */
  GroupResult withoutReference() {
    return new GroupResult(
        group,
        rows,
        positives,
        value,
        lower,
        upper,
        method,
        undefined,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        reference,
        leftOut);
  }
}
