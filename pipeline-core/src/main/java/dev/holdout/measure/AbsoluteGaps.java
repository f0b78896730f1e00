package dev.holdout.measure;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.special.Erf;

/**
 * An interval for Σ|gᵢ| from independent, normal estimates of the gᵢ.
 *
 * <p>The plain sum is too large by up to √(2/π) standard errors a term, and exactly that much when
 * all gᵢ are 0. The lower end therefore takes off the bias of the folded normal, with each gap
 * taken one standard error nearer to 0 so that the bias is not underrated, and is 0 when a
 * chi-square test does not reject that all gᵢ are 0. The upper end takes nothing off. The interval
 * errs on the wide side.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record AbsoluteGaps(double[] gaps, double[] variances) {
  /** The interval for a two-sided standard normal quantile of its level. */
  public Interval interval(double z) {
    double sum = 0;
    double bias = 0;
    double cautiousVariance = 0;
    double variance = 0;
    double chiSquare = 0;
    int terms = 0;
    for (int at = 0; at < gaps.length; at++) {
      if (variances[at] <= 0) {
        continue;
      }
      double deviation = Math.sqrt(variances[at]);
      double gap = Math.abs(gaps[at]);
      double nearer = Math.max(0, gap - deviation);
      sum += gap;
      bias += foldedMean(nearer, deviation) - nearer;
      cautiousVariance += foldedVariance(nearer, deviation);
      variance += foldedVariance(gap, deviation);
      chiSquare += gap * gap / variances[at];
      terms++;
    }
    double lower = Math.max(0, sum - bias - z * Math.sqrt(cautiousVariance));
    boolean perhapsNone =
        terms == 0
            || 1 - new ChiSquaredDistribution(terms).cumulativeProbability(chiSquare)
                >= Quantiles.outside(z);
    return new Interval(perhapsNone ? 0 : lower, Math.min(1, sum + z * Math.sqrt(variance)));
  }

  /** Mean of |N(mean, deviation²)|. */
  private static double foldedMean(double mean, double deviation) {
    double ratio = mean / deviation;
    return deviation * Math.sqrt(2 / Math.PI) * Math.exp(-ratio * ratio / 2)
        + mean * Erf.erf(ratio / Math.sqrt(2));
  }

  private static double foldedVariance(double mean, double deviation) {
    double folded = foldedMean(mean, deviation);
    return Math.max(0, mean * mean + deviation * deviation - folded * folded);
  }
}
