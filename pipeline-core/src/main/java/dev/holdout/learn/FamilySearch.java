package dev.holdout.learn;

import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.split.Fold;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.Training;
import java.util.List;
import org.apache.spark.ml.Transformer;

/**
 * All that one family is to be fitted on: every fold and every candidate at once, so that a learner
 * may share work among them.
 *
 * @param learner the family
 * @param training rows of all blocks
 * @param plan folds over the blocks
 * @param preprocessing fitted for these folds
 * @param rebalance how the training rows of each fit are weighed and rebalanced
 * @param candidates all of one family, their parameters known to be allowed
 * @param counts rows of each block and class
 * @param parallelism fits at the same time
 * @param seed for whatever is drawn; the same in all fits, so that candidates differ by their
 *     parameters alone
 * @param target what is predicted
 */
public record FamilySearch(
    Learner learner,
    Training training,
    FoldPlan plan,
    FoldPreprocessing preprocessing,
    RebalanceSpec rebalance,
    List<Candidate> candidates,
    BlockCounts counts,
    int parallelism,
    long seed,
    Target target) {
  public FamilySearch {
    candidates = List.copyOf(candidates);
  }

  /** A search for what tells two classes apart. */
  public FamilySearch(
      Learner learner,
      Training training,
      FoldPlan plan,
      FoldPreprocessing preprocessing,
      RebalanceSpec rebalance,
      List<Candidate> candidates,
      BlockCounts counts,
      int parallelism,
      long seed) {
    this(
        learner,
        training,
        plan,
        preprocessing,
        rebalance,
        candidates,
        counts,
        parallelism,
        seed,
        Target.BINARY);
  }

  /** The same over other folds, for which the preprocessing is fitted as well. */
  FamilySearch over(FoldPlan folds) {
    return new FamilySearch(
        learner,
        training,
        folds,
        preprocessing,
        rebalance,
        candidates,
        counts,
        parallelism,
        seed,
        target);
  }

  /** What was learned from the fold's training rows alone. */
  Transformer encoder(Fold fold) {
    return preprocessing.forFold(fold, learner.encoding());
  }

  /** Whether Spark has ended, so that a failure says nothing about a candidate. */
  boolean isStopped() {
    return training.rows().sparkSession().sparkContext().isStopped();
  }
}
