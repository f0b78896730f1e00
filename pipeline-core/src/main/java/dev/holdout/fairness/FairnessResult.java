package dev.holdout.fairness;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.Optional;

/**
 * One fairness figure of one division of the rows.
 *
 * @param metric its name; {@link FairnessMetrics} says what it is
 * @param attributes the protected attributes that divide the rows
 * @param value the figure, between the groups that are judged; empty where {@code undefined} says
 *     why
 * @param lower of its interval, which holds for all pairs of groups at once
 * @param upper of its interval
 * @param method how the interval was made
 * @param undefined why it has no value
 * @param pAdjusted p-value of the verdict, Benjamini–Hochberg over all figures of a report
 * @param verdict what the evidence says
 * @param sample rows compared, where the figure is that of a sample of single rows
 * @param groups in the order given
 */
public record FairnessResult(
    String metric,
    List<String> attributes,
    Optional<Double> value,
    Optional<Double> lower,
    Optional<Double> upper,
    Optional<String> method,
    Optional<String> undefined,
    @JsonProperty("p_adjusted") Optional<Double> pAdjusted,
    FairnessVerdict verdict,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Long> sample,
    List<GroupResult> groups) {
  public FairnessResult {
    attributes = List.copyOf(attributes);
    groups = List.copyOf(groups);
    if (value.isPresent() == undefined.isPresent()) {
      throw new IllegalArgumentException("a figure has a value or a reason why not");
    }
  }

  /** A figure of single rows, which nothing divides. */
  static FairnessResult ofSample(String metric, Measure measure, long sample) {
    return new FairnessResult(
        metric,
        List.of(),
        measure.value(),
        measure.lower(),
        measure.upper(),
        measure.method(),
        measure.undefined(),
        Optional.empty(),
        measure.undefined().isPresent() ? FairnessVerdict.UNDEFINED : FairnessVerdict.NO_RULE,
        Optional.of(sample),
        List.of());
  }

  static FairnessResult of(
      String metric,
      List<String> attributes,
      Measure measure,
      Optional<Double> pAdjusted,
      FairnessVerdict verdict,
      List<GroupResult> groups) {
    return new FairnessResult(
        metric,
        attributes,
        measure.value(),
        measure.lower(),
        measure.upper(),
        measure.method(),
        measure.undefined(),
        pAdjusted,
        verdict,
        Optional.empty(),
        groups);
  }

  /** The figure with its interval. */
  public Measure measure() {
    return new Measure(value, lower, upper, method, undefined);
  }
}
