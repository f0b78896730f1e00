package dev.holdout.decide;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.holdout.error.Problems;
import java.util.List;
import java.util.Optional;

/**
 * How the threshold is chosen: among the thresholds whose decisions meet what is demanded, the one
 * whose decisions are preferred; among equals the highest.
 *
 * <p>A rule has a figure by which decisions are compared, its objective: also those of the rivals
 * (never acting, always acting, one column), which no threshold makes.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rule")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FixedThreshold.class, name = "fixed"),
  @JsonSubTypes.Type(value = BestFBeta.class, name = "f_beta"),
  @JsonSubTypes.Type(value = BestMcc.class, name = "mcc"),
  @JsonSubTypes.Type(value = BestYouden.class, name = "youden"),
  @JsonSubTypes.Type(value = RecallAtLeast.class, name = "recall_at_least"),
  @JsonSubTypes.Type(value = PrecisionAtLeast.class, name = "precision_at_least"),
  @JsonSubTypes.Type(value = TopShare.class, name = "top_share"),
  @JsonSubTypes.Type(value = LeastCost.class, name = "cost")
})
public sealed interface ThresholdRule
    permits FixedThreshold,
        BestFBeta,
        BestMcc,
        BestYouden,
        RecallAtLeast,
        PrecisionAtLeast,
        TopShare,
        LeastCost {
  /** How the threshold was chosen, such as {@code largest F1 of the out-of-fold decisions}. */
  String words();

  /** The name of the figure, such as {@code F1}. */
  String objective();

  /** Whether the figure is a cost. */
  default boolean smallerIsBetter() {
    return false;
  }

  /** Why the figure has no value for these decisions; empty if it has one. */
  Optional<String> undefined(Outcome outcome);

  /** The figure, where it is not undefined. */
  double value(Outcome outcome);

  /** Whether decisions meet what is demanded. */
  default boolean meets(Outcome outcome) {
    return undefined(outcome).isEmpty();
  }

  /** The larger, the more these decisions are wanted; asked of those that meet the demand alone. */
  default double preference(Outcome outcome) {
    return smallerIsBetter() ? -value(outcome) : value(outcome);
  }

  /** The threshold where it is given and not searched. */
  default Optional<Double> given() {
    return Optional.empty();
  }

  /** The rule by which something else than a score is cut. */
  default ThresholdRule forRivals() {
    return this;
  }

  /** Whether the rule has to know both classes. */
  default boolean needsBothClasses() {
    return true;
  }

  /** What decisions cost, where the rule weighs them. */
  default Optional<CostMatrix> costs() {
    return Optional.empty();
  }

  /** Columns of the dataset that the rule reads; none for most. */
  default List<String> columns() {
    return costs().map(CostMatrix::columns).orElse(List.of());
  }

  /** Adds what is wrong with its settings. */
  void check(Problems problems);

  /**
   * What was found in place of decisions that meet the demand, what was expected, and what to do.
   *
   * @param reachable the decisions at every threshold
   */
  default String refusal(List<Outcome> reachable) {
    return "found one score for all "
        + Wording.count(reachable.get(0).rows())
        + " rows, expected at least two. Give the model features that tell rows apart, or set a"
        + " fixed threshold.";
  }
}
