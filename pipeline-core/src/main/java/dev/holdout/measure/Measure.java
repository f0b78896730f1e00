package dev.holdout.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * A metric's value with its evidence, or the reason why it has none. Never NaN.
 *
 * @param value the value; empty when undefined
 * @param lower lower end of the confidence interval; empty when there is none
 * @param upper upper end
 * @param method how the interval was made: {@code wilson}, {@code modified-wilson}, {@code
 *     clopper-pearson}, {@code delong}, {@code newcombe}, {@code bootstrap}, {@code logit}, {@code
 *     percentile}, {@code bca}, {@code score}, {@code rare-class}, {@code jeffreys}, {@code log-t},
 *     {@code folded-normal}, {@code simultaneous}, {@code student-t}, {@code fisher-z}, {@code
 *     order-statistic}, {@code delta}, {@code normal}, {@code wald}, {@code mover}, {@code
 *     paired-t}, {@code bonett-price}, {@code welch}, {@code dependence-graph}, {@code
 *     corrected-resampled-t}, {@code out-of-fold} or {@code thresholdout}; {@link Metric#measure},
 *     {@link CorrectedResampledT} and {@link ReusableEvaluation} say which is used when. One that
 *     ends in {@code -clusters} allows for clusters ({@link DesignEffect})
 * @param undefined why there is no value, such as {@code no negatives}
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Measure(
    Optional<Double> value,
    Optional<Double> lower,
    Optional<Double> upper,
    Optional<String> method,
    Optional<String> undefined) {
  public Measure {
    if (value.isPresent() == undefined.isPresent()) {
      throw new IllegalArgumentException("a measure has a value or a reason why not");
    }
    if (value.isPresent() && !Double.isFinite(value.get())) {
      throw new IllegalArgumentException("not finite: " + value.get());
    }
  }

  /** A value without an interval (a count, for one). */
  public static Measure of(double value) {
    return new Measure(
        Optional.of(value), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A value with its interval. */
  public static Measure of(double value, double lower, double upper, String method) {
    return new Measure(
        Optional.of(value),
        Optional.of(lower),
        Optional.of(upper),
        Optional.of(method),
        Optional.empty());
  }

  /** Its interval without what is not possible. */
  public Measure within(Range range) {
    return new Measure(
        value.map(range::clip), lower.map(range::clip), upper.map(range::clip), method, undefined);
  }

  /** This less another, without an interval; undefined where either is. */
  public Measure less(Measure other) {
    return undefined.isPresent() || other.undefined.isPresent()
        ? undefined(undefined.or(other::undefined).orElseThrow())
        : of(value.orElseThrow() - other.value.orElseThrow());
  }

  /** No value, and why. */
  public static Measure undefined(String reason) {
    return new Measure(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(reason));
  }
}
