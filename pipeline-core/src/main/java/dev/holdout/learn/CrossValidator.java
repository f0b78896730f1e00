package dev.holdout.learn;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.lineage.TableVersion;
import dev.holdout.measure.Task;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.rebalance.Rebalancer;
import dev.holdout.rebalance.Rebalancers;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.Training;
import dev.holdout.tune.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Cross-validation of one family at a time: fits in every fold, scores for the rows that each fold
 * left out, metrics of those.
 *
 * <p>Each training row is scored once for each candidate (where the plan validates on its block),
 * by a model fitted without its block, after preprocessing fitted without its block. A candidate
 * that cannot be fitted or scored is reported as failed and stops no other.
 *
 * <p>Cost: one count of the blocks, one pass for each fold to encode its training rows, the fits,
 * one pass over the validation rows of each fold to score them, one scan of the scores.
 */
public final class CrossValidator {
  private final int parallelism;
  private final long seed;
  private final RebalanceSpec rebalance;
  private final Target target;

  /** A cross-validator of what tells two classes apart. */
  public CrossValidator(int parallelism, RebalanceSpec rebalance, long seed) {
    this(parallelism, rebalance, seed, Target.BINARY);
  }

  /**
   * A cross-validator.
   *
   * @param parallelism fits at the same time, at least 1
   * @param rebalance how the training rows of each fit are weighed and rebalanced; its comparison
   *     is not run here
   * @param seed for whatever learners and rebalancers draw
   * @param target what is predicted
   */
  public CrossValidator(int parallelism, RebalanceSpec rebalance, long seed, Target target) {
    if (parallelism < 1) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot cross-validate: found parallelism " + parallelism + ", expected at least 1");
    }
    this.parallelism = parallelism;
    this.seed = seed;
    this.rebalance = rebalance;
    this.target = target;
  }

  /**
   * Cross-validates the candidates of one family.
   *
   * @param training at a pinned version: its rows are read several times
   * @param plan folds over its blocks
   * @param preprocessing fitted for these folds
   * @param candidates of one family, at least one, none twice
   * @param target where the out-of-fold scores go
   * @throws HoldoutException with code {@code DATA_INSUFFICIENT} if a fold trains on one class only
   */
  public FamilyResult runFamily(
      Training training,
      FoldPlan plan,
      FoldPreprocessing preprocessing,
      List<Candidate> candidates,
      OutOfFoldTarget target) {
    return run(search(training, plan, preprocessing, candidates), target);
  }

  /**
   * Judges the candidates of one family by the further fits of nested cross-validation.
   *
   * @param training as for {@link #runFamily}
   * @param nested folds within the folds of the plan
   * @param preprocessing fitted for {@link NestedFolds#all}
   * @param candidates those of {@link #runFamily}
   */
  public NestedFamily runNested(
      Training training,
      NestedFolds nested,
      FoldPreprocessing preprocessing,
      List<Candidate> candidates) {
    return new NestedFits(search(training, nested.fits(), preprocessing, candidates), nested).run();
  }

  private FamilySearch search(
      Training training,
      FoldPlan plan,
      FoldPreprocessing preprocessing,
      List<Candidate> candidates) {
    Learner learner = onlyLearner(candidates);
    refuseTask(learner, target.task());
    refuseWeights(learner, target.task(), rebalance);
    return new FamilySearch(
        learner,
        training,
        plan,
        preprocessing,
        rebalance,
        candidates,
        BlockCounts.of(training, target),
        parallelism,
        seed,
        target);
  }

  static FamilyResult run(FamilySearch search, OutOfFoldTarget target) {
    Scored<Optional<TableVersion>> scored =
        Scored.of(
            search,
            search.learner().fitFolds(search),
            complete ->
                complete.isEmpty()
                    ? Optional.empty()
                    : Optional.of(target.write(OutOfFold.scores(search, complete))));
    return new FamilyResult(
        search.learner().family(),
        results(search, scored.fits(), scored.result(), target),
        scored.result(),
        scored.fits().get(0).rebalancing());
  }

  private static List<CandidateResult> results(
      FamilySearch search,
      List<CandidateFits> fits,
      Optional<TableVersion> written,
      OutOfFoldTarget target) {
    int groups = search.candidates().size() * search.plan().folds().size();
    FoldMetrics metrics =
        written
            .map(version -> FoldMetrics.scan(search, target.read(version), groups))
            .orElseGet(() -> FoldMetrics.none(search));
    List<Place> folds = search.plan().folds().stream().map(Place::of).toList();
    return fits.stream().map(one -> metrics.of(one, folds)).toList();
  }

  private static void refuseTask(Learner learner, Task task) {
    if (!learner.tasks().contains(task)) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot fit "
              + learner.family()
              + ": found the task "
              + task.word()
              + ", expected one of "
              + learner.tasks().stream().map(Task::word).collect(Collectors.joining(", "))
              + ". For "
              + task.word()
              + " there are "
              + Learners.askedFor(task)
              + ".");
    }
  }

  /** Refuses a learner whose rows all count the same where rows are to be weighed. */
  static void refuseWeights(Learner learner, Task task, RebalanceSpec rebalance) {
    boolean weighs = Rebalancers.of(rebalance.strategy().name()).weighs();
    if (learner.takesWeights() || (!weighs && rebalance.weight().isEmpty())) {
      return;
    }
    throw new HoldoutException(
        ErrorCode.CONFIGURATION,
        "Cannot fit "
            + learner.family()
            + ": found "
            + (weighs
                ? "the strategy " + rebalance.strategy().name() + ", which weighs rows"
                : "row weights from \"" + rebalance.weight().orElseThrow() + "\"")
            + ", expected a learner that takes weights, such as "
            + Learners.all().stream()
                .filter(Learner::takesWeights)
                .filter(other -> other.tasks().contains(task))
                .map(Learner::family)
                .filter(family -> !Learners.isBaseline(family))
                .collect(Collectors.joining(", "))
            + (weighs
                ? ". Or use a strategy without weights: "
                    + Rebalancers.all().stream()
                        .filter(rebalancer -> !rebalancer.weighs())
                        .map(Rebalancer::name)
                        .collect(Collectors.joining(", "))
                : "")
            + ".");
  }

  private static Learner onlyLearner(List<Candidate> candidates) {
    List<String> families = candidates.stream().map(Candidate::family).distinct().toList();
    long ids = candidates.stream().map(Candidate::id).distinct().count();
    if (families.size() != 1 || ids != candidates.size()) {
      throw new HoldoutException(
          ErrorCode.INTERNAL,
          "Cannot cross-validate: found "
              + candidates.size()
              + " candidates of the families "
              + families
              + ", "
              + ids
              + " of them distinct, expected distinct candidates of one family");
    }
    Learner learner = Learners.of(families.get(0));
    candidates.forEach(candidate -> Parameters.of(learner, candidate.parameters()));
    return learner;
  }
}
