package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Matthews' correlation of decisions and labels (the phi coefficient).
 *
 * <p>Interval: quantiles of the correlation under Jeffreys' posterior of the four shares, Dirichlet
 * (count + ½), which keeps its coverage where cells are empty and resampled counts never vary.
 */
final class Mcc implements Estimated {
  private static final double PRIOR = 0.5;
  private static final Definition DEFINITION =
      new Definition(
          "mcc",
          "(TP·TN − FP·FN) / √((TP + FP)(TP + FN)(TN + FP)(TN + FN))",
          "−1 to 1, 0 without skill",
          Direction.LARGER_IS_BETTER,
          "all labels or all decisions are the same",
          "Matthews 1975");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    Confusion cells = counts.confusion(threshold);
    if (Undefined.oneClass(counts).isPresent()) {
      return Measure.undefined(Undefined.oneClass(counts).get());
    }
    if (cells.decidedPositive() == 0 || cells.decidedPositive() == cells.rows()) {
      return Measure.undefined(
          cells.decidedPositive() == 0 ? "no positive decisions" : "no negative decisions");
    }
    return Measure.of(correlation(cells.tp(), cells.fp(), cells.fn(), cells.tn()));
  }

  /** The correlation for shares or counts of the cells, no margin being empty. */
  static double correlation(double tp, double fp, double fn, double tn) {
    double margins =
        Math.sqrt(tp + fp) * Math.sqrt(tp + fn) * Math.sqrt(tn + fp) * Math.sqrt(tn + fn);
    return Math.max(-1, Math.min(1, (tp * tn - fp * fn) / margins));
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    Confusion cells = counts.confusion(threshold);
    RandomGenerator random = new Well19937c(confidence.seed());
    GammaDistribution[] gammas =
        DoubleStream.of(cells.tp(), cells.fp(), cells.fn(), cells.tn())
            .mapToObj(count -> new GammaDistribution(random, count + PRIOR, 1))
            .toArray(GammaDistribution[]::new);
    double[] draws = new double[confidence.draws()];
    for (int draw = 0; draw < draws.length; draw++) {
      draws[draw] =
          correlation(
              gammas[0].sample(), gammas[1].sample(), gammas[2].sample(), gammas[3].sample());
    }
    Arrays.sort(draws);
    double value = correlation(cells.tp(), cells.fp(), cells.fn(), cells.tn());
    return new Estimate(
        value,
        "jeffreys",
        z -> {
          Interval central = Quantiles.central(draws, z);
          return new Interval(Math.max(-1, central.lower()), Math.min(1, central.upper()));
        });
  }
}
