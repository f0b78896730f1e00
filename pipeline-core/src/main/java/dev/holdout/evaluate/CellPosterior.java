package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Quantiles;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Intervals of functions of the four shares of decisions by truth: quantiles under Jeffreys'
 * posterior of the shares, Dirichlet (count + ½), which keeps its coverage where cells are empty
 * and resampled counts never vary.
 */
final class CellPosterior {
  private static final double PRIOR = 0.5;

  private CellPosterior() {}

  /** A function of four counts or shares that only their proportions matter to. */
  @FunctionalInterface
  interface Figure {
    double of(double tp, double fp, double fn, double tn);
  }

  static Estimate estimate(Confusion cells, Figure figure, Confidence confidence) {
    double tp = cells.tp();
    double fp = cells.fp();
    double fn = cells.fn();
    double tn = cells.tn();
    RandomGenerator random = new Well19937c(confidence.seed());
    GammaDistribution[] gammas =
        DoubleStream.of(tp, fp, fn, tn)
            .mapToObj(count -> new GammaDistribution(random, count + PRIOR, 1))
            .toArray(GammaDistribution[]::new);
    double[] draws = new double[confidence.draws()];
    for (int draw = 0; draw < draws.length; draw++) {
      draws[draw] =
          figure.of(gammas[0].sample(), gammas[1].sample(), gammas[2].sample(), gammas[3].sample());
    }
    Arrays.sort(draws);
    return new Estimate(figure.of(tp, fp, fn, tn), "jeffreys", z -> Quantiles.central(draws, z));
  }
}
