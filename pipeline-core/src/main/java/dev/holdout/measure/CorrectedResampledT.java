package dev.holdout.measure;

import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * The corrected resampled t-test: whether the mean of the folds' differences is 0, where the
 * training rows of the folds overlap.
 *
 * <p>The variance of the mean of J differences is taken as (1/J + n₂/n₁)·s², n₂ the rows that a
 * fold validates on, n₁ those it trains on, s² the variance of the differences (J − 1); Student's t
 * with J − 1 degrees of freedom. Differences that are all 0 are no difference; differences that are
 * all equal otherwise have no spread to judge by. Source: Nadeau and Bengio 2003.
 *
 * @param difference the mean over folds, with its interval
 * @param pValue two-sided; empty where there is no test
 */
public record CorrectedResampledT(Measure difference, OptionalDouble pValue) {
  private static final String METHOD = "corrected-resampled-t";

  /** No test, and why. */
  public static CorrectedResampledT none(String why) {
    return new CorrectedResampledT(Measure.undefined(why), OptionalDouble.empty());
  }

  /**
   * Tests.
   *
   * @param differences one for each fold
   * @param testToTrain n₂/n₁
   * @param level of the interval, such as 0.95
   * @param range the differences that are possible
   */
  public static CorrectedResampledT of(
      List<Double> differences, double testToTrain, double level, Range range) {
    if (differences.size() < 2) {
      return none("a value in one fold alone");
    }
    SummaryStatistics folds = new SummaryStatistics();
    differences.forEach(folds::addValue);
    double mean = folds.getMean();
    double error = Math.sqrt((1.0 / differences.size() + testToTrain) * folds.getVariance());
    if (!(error > Math.abs(mean) * 1e-9)) {
      return mean == 0
          ? new CorrectedResampledT(Measure.of(0, 0, 0, METHOD), OptionalDouble.of(1))
          : none("the difference is the same in all folds");
    }
    TDistribution student = new TDistribution(differences.size() - 1.0);
    double reach = error * -student.inverseCumulativeProbability((1 - level) / 2);
    return new CorrectedResampledT(
        Measure.of(mean, range.clip(mean - reach), range.clip(mean + reach), METHOD),
        OptionalDouble.of(2 * student.cumulativeProbability(-Math.abs(mean) / error)));
  }
}
