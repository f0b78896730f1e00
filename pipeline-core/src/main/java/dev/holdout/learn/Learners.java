package dev.holdout.learn;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.measure.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The list of all learners, simplest family first. */
public final class Learners {
  private static final PriorLearner PRIOR = new PriorLearner();
  private static final MeanLearner MEAN = new MeanLearner();

  private static final List<Learner> ALL =
      List.of(
          PRIOR,
          MEAN,
          new LogisticRegressionLearner(),
          new LinearRegressionLearner(),
          new FactorizationMachineLearner(),
          new RandomForestLearner(),
          new GradientBoostedTreesLearner());

  private Learners() {}

  /** All of them; a family is simpler than those after it. */
  public static List<Learner> all() {
    return ALL;
  }

  /** Those that can predict this, simplest family first. */
  public static List<Learner> of(Task task) {
    return ALL.stream().filter(learner -> learner.tasks().contains(task)).toList();
  }

  /** That of two classes. */
  public static Candidate baseline() {
    return baseline(Task.BINARY);
  }

  /** The one that every search includes, since a model that does not beat it is worth nothing. */
  public static Candidate baseline(Task task) {
    return Candidate.of((task == Task.REGRESSION ? MEAN : PRIOR).family(), Map.of());
  }

  /** Whether it is that of some task. */
  public static boolean isBaseline(String family) {
    return family.equals(PRIOR.family()) || family.equals(MEAN.family());
  }

  /**
   * Those that may be asked for, by name and for one task.
   *
   * @return such as {@code logistic_regression, random_forest}
   */
  public static String askedFor(Task task) {
    return of(task).stream()
        .map(Learner::family)
        .filter(family -> !isBaseline(family))
        .collect(Collectors.joining(", "));
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
