package dev.holdout.learn;

import dev.holdout.rebalance.ClassCounts;
import java.util.List;

/**
 * What rebalancing made of the training rows of one fit.
 *
 * @param strategy its {@link dev.holdout.rebalance.Strategy#id}
 * @param before rows and weights of each class as they were
 * @param after the same as the learner saw them
 * @param synthetic how many rows were made up or repeated
 * @param notes what a reader should know
 * @param seconds what it took
 */
public record Rebalancing(
    String strategy,
    ClassCounts before,
    ClassCounts after,
    long synthetic,
    List<String> notes,
    double seconds) {
  public Rebalancing {
    notes = List.copyOf(notes);
  }
}
