package dev.holdout.learn;

import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.Training;
import dev.holdout.tune.Parameters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A search of one quick candidate, for tests of other packages. */
public final class GivenSearch {
  /** Small where a learner has it; other hyperparameters keep their defaults. */
  private static final Map<String, Double> QUICK =
      Map.of("num_trees", 3.0, "max_depth", 2.0, "max_iter", 5.0);

  private GivenSearch() {}

  public static FamilySearch of(
      Learner learner, Training training, FoldPlan plan, FoldPreprocessing preprocessing) {
    return of(learner, training, plan, preprocessing, RebalanceSpec.NONE);
  }

  public static FamilySearch of(
      Learner learner,
      Training training,
      FoldPlan plan,
      FoldPreprocessing preprocessing,
      RebalanceSpec rebalance) {
    Map<String, Double> quick = new TreeMap<>(QUICK);
    quick.keySet().removeIf(name -> Parameters.known(learner, name).isEmpty());
    return new FamilySearch(
        learner,
        training,
        plan,
        preprocessing,
        rebalance,
        List.of(Candidate.of(learner.family(), quick)),
        BlockCounts.of(training),
        2,
        1);
  }

  /** The same of what is predicted. */
  public static FamilySearch of(
      Learner learner,
      Training training,
      FoldPlan plan,
      FoldPreprocessing preprocessing,
      Target target) {
    FamilySearch binary = of(learner, training, plan, preprocessing);
    return new FamilySearch(
        learner,
        training,
        plan,
        preprocessing,
        binary.rebalance(),
        binary.candidates(),
        BlockCounts.of(training, target),
        binary.parallelism(),
        binary.seed(),
        target);
  }
}
