package dev.holdout.learn;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What cross-validation found about one candidate.
 *
 * @param candidate the candidate
 * @param id its {@link Candidate#id}
 * @param failure why it could not be fitted or scored; empty when it could
 * @param metrics metric name → figures over folds; empty when it failed
 * @param fitSeconds time spent fitting, all folds together
 */
public record CandidateResult(
    Candidate candidate,
    String id,
    Optional<String> failure,
    SortedMap<String, FoldMetric> metrics,
    double fitSeconds) {

  /**
   * A metric over folds.
   *
   * @param mean mean over folds, weighting folds equally
   * @param standardDeviation over folds (n − 1)
   * @param folds the values by fold; NaN never stands here, an undefined value makes the metric
   *     absent
   */
  public record FoldMetric(double mean, double standardDeviation, List<Double> folds) {}
}
