package dev.holdout.study;

import dev.holdout.error.HoldoutException;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.learn.Candidate;
import dev.holdout.learn.CandidateResult;
import dev.holdout.learn.CrossValidator;
import dev.holdout.learn.FamilyResult;
import dev.holdout.learn.OutOfFoldTarget;
import dev.holdout.learn.Rebalancing;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.rebalance.Strategy;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.SplitReport;
import dev.holdout.split.Training;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Cross-validates the search's winner with one strategy after another, in the same folds, with the
 * same preprocessing and the same seed. A strategy that cannot be fitted is reported with the
 * reason.
 *
 * <p>Cost of a strategy: a cross-validation of one candidate.
 */
public final class StrategyRun {
  private final Training training;
  private final FoldPlan plan;
  private final List<SplitReport.FoldCount> folds;
  private final FoldPreprocessing preprocessing;
  private final Candidate winner;
  private final RebalanceSpec rebalance;
  private final int parallelism;
  private final long seed;

  /**
   * Runs of one candidate.
   *
   * @param training at a pinned version
   * @param plan the search's folds
   * @param folds rows of each of them
   * @param preprocessing fitted for these folds
   * @param winner the search's
   * @param rebalance the search's: its column of weights goes with every strategy
   * @param parallelism fits at the same time
   * @param seed the search's
   */
  public StrategyRun(
      Training training,
      FoldPlan plan,
      List<SplitReport.FoldCount> folds,
      FoldPreprocessing preprocessing,
      Candidate winner,
      RebalanceSpec rebalance,
      int parallelism,
      long seed) {
    this.training = training;
    this.plan = plan;
    this.folds = List.copyOf(folds);
    this.preprocessing = preprocessing;
    this.winner = winner;
    this.rebalance = rebalance;
    this.parallelism = parallelism;
    this.seed = seed;
  }

  /**
   * Fits and scores with a strategy.
   *
   * @param target where the out-of-fold scores go
   */
  public StrategyFit run(Strategy strategy, OutOfFoldTarget target) {
    try {
      FamilyResult result =
          new CrossValidator(parallelism, rebalance.with(strategy), seed)
              .runFamily(training, plan, preprocessing, List.of(winner), target);
      return of(strategy, result, false);
    } catch (HoldoutException e) {
      if (training.rows().sparkSession().sparkContext().isStopped()) {
        throw e;
      }
      return StrategyFit.failed(strategy, e.plainMessage());
    }
  }

  /** What the search found already, which was made with its own strategy. */
  public StrategyFit ofSearch(FamilyResult family) {
    return of(rebalance.strategy(), family, true);
  }

  private StrategyFit of(Strategy strategy, FamilyResult family, boolean ofSearch) {
    CandidateResult result =
        family.candidates().stream()
            .filter(one -> one.id().equals(winner.id()))
            .findFirst()
            .orElseThrow();
    List<Rebalancing> done = List.copyOf(family.rebalancing().values());
    return new StrategyFit(
        strategy,
        ofSearch,
        result.failure(),
        family.outOfFold(),
        result.fitSeconds(),
        done.stream().mapToDouble(Rebalancing::seconds).sum(),
        meanRows(family),
        mean(done, one -> (double) one.synthetic()),
        done.stream().flatMap(one -> one.notes().stream()).distinct().limit(3).toList());
  }

  private double meanRows(FamilyResult family) {
    return mean(
        folds,
        fold ->
            Optional.ofNullable(family.rebalancing().get(fold.fold()))
                .map(done -> done.after().rows())
                .orElse(fold.training().rows()));
  }

  private static <T> double mean(List<T> of, ToDoubleFunction<T> value) {
    return of.stream().mapToDouble(value).average().orElse(0);
  }
}
