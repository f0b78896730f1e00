package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import dev.holdout.measure.Range;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Calibration errors without bins: of the sums of score − label over the rows up to a score,
 * divided by all rows, the one that is farthest from 0 (Kolmogorov–Smirnov), and the largest less
 * the smallest (Kuiper). The sum over no row, 0, is one of them.
 *
 * <p>The value leans upward where rows are few, being the largest of many.
 *
 * <p>Interval: what is found lies within the largest excursion of the sums' error, whose
 * distribution is at most as wide as that of a Brownian motion with the variance mean (score −
 * label)², half a row being added to their sum, by Anderson's inequality. Its largest distance from
 * 0 and its range have the series of Feller 1951.
 */
final class CumulativeCalibration implements Estimated {
  private static final NormalDistribution NORMAL = new NormalDistribution();
  private static final int TERMS = 40;

  /** What scores of 0 and 1 alone would leave out: rows seen are right, others need not be. */
  private static final double HALF_A_ROW = 0.5;

  /** Excursions so small are left with a chance of 1 − 10⁻¹³ or more. */
  private static final double ALMOST_SURE = 0.2;

  static final CumulativeCalibration KOLMOGOROV_SMIRNOV =
      new CumulativeCalibration(
          new Definition(
                  "ks_calibration_error",
                  "largest |Σ (score − label) over the rows up to a score| / n, over all scores",
                  Range.SHARE,
                  Direction.SMALLER_IS_BETTER,
                  "there are no rows, or a score is no probability",
                  "Gupta et al. 2021; Arrieta-Ibarra et al. 2022")
              .titled("Calibration error, Kolmogorov–Smirnov")
              .digits(4),
          false);

  static final CumulativeCalibration KUIPER =
      new CumulativeCalibration(
          new Definition(
                  "kuiper_calibration_error",
                  "(largest − smallest Σ (score − label) over the rows up to a score) / n, over all"
                      + " scores and no row",
                  Range.SHARE,
                  Direction.SMALLER_IS_BETTER,
                  "there are no rows, or a score is no probability",
                  "Arrieta-Ibarra et al. 2022")
              .titled("Calibration error, Kuiper")
              .digits(4),
          true);

  private final Definition definition;
  private final boolean kuiper;

  private CumulativeCalibration(Definition definition, boolean kuiper) {
    this.definition = definition;
    this.kuiper = kuiper;
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unlessProbabilities(counts, () -> error(counts));
  }

  private double error(ScoreCounts counts) {
    Bins bins = counts.bins();
    double sum = 0;
    double largest = 0;
    double smallest = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      double positives = bins.counts()[ClassMass.POSITIVE][bin];
      double rows = positives + bins.counts()[ClassMass.NEGATIVE][bin];
      // The middle of a bin may lie above 1, its scores do not.
      sum += Math.min(1, bins.values()[bin]) * rows - positives;
      largest = Math.max(largest, sum);
      smallest = Math.min(smallest, sum);
    }
    return (kuiper ? largest - smallest : Math.max(largest, -smallest)) / counts.mass();
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    double value = error(counts);
    double deviation = Math.sqrt(counts.brierSum() + HALF_A_ROW) / counts.mass();
    return new Estimate(
        value,
        "brownian-band",
        z -> {
          double outside = Quantiles.outside(z);
          double reach =
              deviation
                  * largest(
                      outside,
                      kuiper ? CumulativeCalibration::range : CumulativeCalibration::distance);
          return new Interval(Math.max(0, value - reach), Math.min(1, value + reach));
        });
  }

  /** The value that an excursion exceeds with this chance. */
  private static double largest(double chance, DoubleUnaryOperator exceeding) {
    double low = 0;
    double high = 50;
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      if (exceeding.applyAsDouble(middle) > chance) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** The chance that a standard Brownian motion leaves [−x, x] within one unit of time. */
  static double distance(double x) {
    if (x < ALMOST_SURE) {
      return 1;
    }
    double sum = 0;
    for (int term = 0; term < TERMS; term++) {
      sum += (term % 2 == 0 ? 4 : -4) * above((2 * term + 1) * x);
    }
    return Math.max(0, Math.min(1, sum));
  }

  /** The chance that its largest less its smallest value exceeds x. */
  static double range(double x) {
    if (x < ALMOST_SURE) {
      return 1;
    }
    double sum = 0;
    for (int term = 1; term <= TERMS; term++) {
      sum += (term % 2 == 1 ? 8 : -8) * term * above(term * x);
    }
    return Math.max(0, Math.min(1, sum));
  }

  private static double above(double z) {
    return NORMAL.cumulativeProbability(-z);
  }
}
