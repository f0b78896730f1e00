package dev.holdout.learn;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The list of all learners, simplest family first. */
public final class Learners {
  private static final PriorLearner PRIOR = new PriorLearner();

  private static final List<Learner> ALL =
      List.of(
          PRIOR,
          new LogisticRegressionLearner(),
          new FactorizationMachineLearner(),
          new RandomForestLearner(),
          new GradientBoostedTreesLearner());

  private Learners() {}

  /** All of them; a family is simpler than those after it. */
  public static List<Learner> all() {
    return ALL;
  }

  /** The one that every search includes, since a model that does not beat it is worth nothing. */
  public static Candidate baseline() {
    return Candidate.of(PRIOR.family(), Map.of());
  }

  /**
   * The learner of a family.
   *
   * @throws HoldoutException with code {@code CONFIGURATION} if there is none of that name
   */
  public static Learner of(String family) {
    return named(family)
        .orElseThrow(
            () ->
                new HoldoutException(
                    ErrorCode.CONFIGURATION,
                    "Cannot find a learner: found \"" + family + "\", expected " + families()));
  }

  static Optional<Learner> named(String family) {
    return ALL.stream().filter(learner -> learner.family().equals(family)).findFirst();
  }

  static String families() {
    return ALL.stream().map(Learner::family).collect(Collectors.joining(", ", "one of ", ""));
  }

  /** Position in the order of simplicity. */
  static int rank(String family) {
    return ALL.indexOf(of(family));
  }
}
