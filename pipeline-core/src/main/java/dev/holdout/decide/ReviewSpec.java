package dev.holdout.decide;

import dev.holdout.error.Problems;
import java.util.Optional;

/**
 * That a person decides where the score is too close to call: exactly one of the two.
 *
 * @param cost what the review of a row costs, in the unit of the rule's costs; the person is taken
 *     to be right
 * @param share at most this share of the rows goes to review
 */
public record ReviewSpec(Optional<Double> cost, Optional<Double> share) {
  /** The band at which decisions and reviews together cost least. */
  public static ReviewSpec ofCost(double cost) {
    return new ReviewSpec(Optional.of(cost), Optional.empty());
  }

  /** The rows nearest to the threshold. */
  public static ReviewSpec ofShare(double share) {
    return new ReviewSpec(Optional.empty(), Optional.of(share));
  }

  void check(ThresholdRule rule, Problems problems) {
    if (cost.isPresent() == share.isPresent()) {
      problems.add("decision.review", this.toString(), "exactly one of cost and share", "");
    }
    cost.filter(each -> !(each >= 0 && Double.isFinite(each)))
        .ifPresent(
            each -> problems.add("decision.review", "cost " + each, "a number of 0 or more", ""));
    share
        .filter(each -> !(each > 0 && each < 1))
        .ifPresent(
            each ->
                problems.add(
                    "decision.review", "share " + each, "a number above 0 and below 1", ""));
    if (cost.isPresent() && rule.costs().isEmpty()) {
      problems.add(
          "decision.review",
          "a cost of review beside a rule without costs",
          "a rule with costs to weigh it against",
          "Set decision.threshold.cost, or give review a share");
    }
  }
}
