package dev.holdout.learn;

import java.util.List;
import java.util.SortedMap;

/**
 * Which candidates are tried and how the winner is chosen. A baseline that knows only the prior is
 * always among them.
 *
 * @param families learners and their hyperparameters
 * @param metric name of the out-of-fold metric that decides, such as {@code roc_auc}
 * @param rule how spread counts
 * @param nested whether the search itself is cross-validated, its choice included
 * @param parallelism fits at the same time
 * @param seed for learners and random search
 */
public record SearchSpec(
    List<Family> families, String metric, Rule rule, boolean nested, int parallelism, long seed) {
  public SearchSpec {
    families = List.copyOf(families);
  }

  /**
   * One learner.
   *
   * @param name as in {@link Candidate#family}
   * @param grid hyperparameter → values; all combinations are tried
   * @param random number of combinations drawn from {@code ranges}; 0 for none
   * @param ranges hyperparameter → range to draw from
   */
  public record Family(
      String name,
      SortedMap<String, List<Double>> grid,
      int random,
      SortedMap<String, Range> ranges) {}

  /**
   * A range to draw from.
   *
   * @param low smallest value
   * @param high largest value
   * @param log whether the logarithm is drawn uniformly
   * @param integer whether values are rounded to whole numbers
   */
  public record Range(double low, double high, boolean log, boolean integer) {}

  /** How the winner is chosen. */
  public enum Rule {
    /** The best mean. */
    BEST,
    /** The simplest candidate within one standard error of the best (Breiman et al. 1984). */
    ONE_STANDARD_ERROR
  }
}
