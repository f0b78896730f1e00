package dev.holdout.evaluate;

import dev.holdout.stat.AdaptiveHistogram;

/**
 * The step sum of precision over recall, rows of equal score taken together; never the trapezoid.
 *
 * <p>Cost: O(bins).
 */
final class AveragePrecision implements Metric {
  private static final Definition DEFINITION =
      new Definition(
          "average_precision",
          "Σ (Rₙ − Rₙ₋₁)·Pₙ over the distinct scores in descending order",
          "0 to 1, the prevalence without skill",
          Direction.LARGER_IS_BETTER,
          "there are no positives",
          "Boyd, Eng & Page 2013; the step sum as in scikit-learn");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    if (counts.positives() == 0) {
      return Measure.undefined(counts.rows() == 0 ? Undefined.NO_ROWS : Undefined.NO_POSITIVES);
    }
    AdaptiveHistogram.Bins bins = counts.bins();
    double sum = 0;
    double tp = 0;
    double decided = 0;
    for (int bin = bins.size() - 1; bin >= 0; bin--) {
      long positives = bins.counts()[1][bin];
      tp += positives;
      decided += positives + bins.counts()[0][bin];
      sum += positives * (tp / decided);
    }
    return Measure.of(sum / counts.positives());
  }
}
