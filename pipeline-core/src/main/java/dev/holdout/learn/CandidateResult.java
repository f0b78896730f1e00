package dev.holdout.learn;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * What cross-validation found about one candidate.
 *
 * @param candidate the candidate
 * @param id its {@link Candidate#id}
 * @param failure why it could not be fitted or scored; empty when it could
 * @param metrics metric name → figures over folds; decisions at a score of one half; empty when it
 *     failed
 * @param fitSeconds time spent fitting, all folds together
 */
public record CandidateResult(
    Candidate candidate,
    String id,
    Optional<String> failure,
    SortedMap<String, FoldMetric> metrics,
    double fitSeconds) {

  /** The figures of a metric; empty when it is undefined in a fold or the candidate failed. */
  public Optional<FoldMetric> metric(String name) {
    return Optional.ofNullable(metrics.get(name));
  }

  /**
   * A metric over folds.
   *
   * @param mean mean over folds, weighting folds equally
   * @param standardDeviation over folds (n − 1); 0 for a single fold
   * @param folds the values by fold; NaN never stands here, an undefined value makes the metric
   *     absent
   */
  public record FoldMetric(double mean, double standardDeviation, List<Double> folds) {
    public FoldMetric {
      folds = List.copyOf(folds);
    }

    static FoldMetric of(List<Double> folds) {
      double[] values = folds.stream().mapToDouble(Double::doubleValue).toArray();
      double deviation = values.length < 2 ? 0.0 : new StandardDeviation().evaluate(values);
      return new FoldMetric(new Mean().evaluate(values), deviation, folds);
    }

    /** Of the mean, over folds. */
    double standardError() {
      return standardDeviation / Math.sqrt(folds.size());
    }
  }
}
