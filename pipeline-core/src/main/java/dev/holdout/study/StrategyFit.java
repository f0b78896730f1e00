package dev.holdout.study;

import dev.holdout.lineage.TableVersion;
import dev.holdout.rebalance.Strategy;
import java.util.List;
import java.util.Optional;

/**
 * What came of fitting the winner with one strategy in every fold.
 *
 * @param strategy the strategy
 * @param ofSearch whether these are the search's own fits, done beside those of other candidates
 * @param failure why it could not be compared; empty where it could
 * @param scores its out-of-fold scores; empty where it has none
 * @param fitSeconds time spent fitting, all folds together
 * @param rebalanceSeconds time spent on weights and samples, all folds together
 * @param meanRows rows that the learner saw, mean over folds
 * @param meanSynthetic those of them that were made up or repeated
 * @param notes what a reader should know of it
 */
public record StrategyFit(
    Strategy strategy,
    boolean ofSearch,
    Optional<String> failure,
    Optional<TableVersion> scores,
    double fitSeconds,
    double rebalanceSeconds,
    double meanRows,
    double meanSynthetic,
    List<String> notes) {
  public StrategyFit {
    notes = List.copyOf(notes);
  }

  static StrategyFit failed(Strategy strategy, String reason) {
    return new StrategyFit(
        strategy, false, Optional.of(reason), Optional.empty(), 0, 0, 0, 0, List.of());
  }

  StrategyFit failed(String reason) {
    return new StrategyFit(
        strategy,
        ofSearch,
        Optional.of(reason),
        scores,
        fitSeconds,
        rebalanceSeconds,
        meanRows,
        meanSynthetic,
        notes);
  }

  boolean compares() {
    return failure.isEmpty() && scores.isPresent();
  }

  /** Fits and rebalancing together. */
  double seconds() {
    return fitSeconds + rebalanceSeconds;
  }
}
