package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.learn.Learner;
import dev.holdout.learn.Learners;
import dev.holdout.measure.Task;
import dev.holdout.rebalance.Rebalancer;
import dev.holdout.rebalance.Rebalancers;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether every candidate takes the weights that rows are to have. */
final class RebalanceCheck {
  private RebalanceCheck() {}

  static void check(JsonNode pipeline, Findings findings) {
    Set<Task> tasks =
        Arrays.stream(Task.values())
            .filter(task -> task.word().equals(pipeline.at("/label/task").asText()))
            .collect(Collectors.toSet());
    String strategy =
        pipeline.at("/rebalance/strategy").fieldNames().hasNext()
            ? pipeline.at("/rebalance/strategy").fieldNames().next()
            : "";
    boolean weighs =
        Rebalancers.all().stream().anyMatch(one -> one.name().equals(strategy) && one.weighs());
    boolean weights = pipeline.at("/roles/weight").isTextual();
    if (!weighs && !weights) {
      return;
    }
    for (Learner learner : Learners.all()) {
      if (!learner.takesWeights() && pipeline.path("candidates").has(learner.family())) {
        findings.add(
            KeyPath.of("candidates", learner.family()),
            "a learner whose rows all count the same, with "
                + (weighs ? "rebalance.strategy " + strategy : "roles.weight"),
            "a learner that takes weights, such as "
                + Learners.all().stream()
                    .filter(Learner::takesWeights)
                    .filter(other -> !Collections.disjoint(other.tasks(), tasks))
                    .map(Learner::family)
                    .filter(family -> !Learners.isBaseline(family))
                    .collect(Collectors.joining(", ")),
            weighs
                ? "Or use a strategy without weights: "
                    + Rebalancers.all().stream()
                        .filter(one -> !one.weighs())
                        .map(Rebalancer::name)
                        .collect(Collectors.joining(", "))
                : "Take it out");
      }
    }
  }
}
