package dev.holdout.measure;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Resamples counts: each becomes a Poisson variate whose mean it is.
 *
 * <p>Resampling n rows with replacement makes the counts multinomial; independent Poisson counts
 * are the same but for a total that varies, which ratios of counts do not feel. Means from 12 up
 * are drawn from the normal with the Cornish–Fisher correction for skewness.
 *
 * <p>Source: Chamandy et al. 2012 (Poisson bootstrap).
 */
public final class PoissonCounts {
  private static final int LARGE = 12;

  private final double[] means;
  private final double[] none;
  private final double[] deviations;

  public PoissonCounts(long[] means) {
    this(Arrays.stream(means).asDoubleStream().toArray());
  }

  /**
   * Resamples counts.
   *
   * @param means finite, none negative
   */
  public PoissonCounts(double[] means) {
    this.means = means.clone();
    this.none = new double[means.length];
    this.deviations = new double[means.length];
    for (int at = 0; at < means.length; at++) {
      none[at] = Math.exp(-means[at]);
      deviations[at] = Math.sqrt(means[at]);
    }
  }

  /** Draws every count anew. */
  public void draw(SplittableRandom random, long[] into) {
    for (int at = 0; at < means.length; at++) {
      into[at] = draw(random, at);
    }
  }

  /** Draws every count anew. */
  public void draw(SplittableRandom random, double[] into) {
    for (int at = 0; at < means.length; at++) {
      into[at] = draw(random, at);
    }
  }

  /** Draws one count anew. */
  public long draw(SplittableRandom random, int at) {
    double mean = means[at];
    if (mean == 0) {
      return 0;
    }
    if (mean >= LARGE) {
      double z = random.nextGaussian();
      return Math.max(0, Math.round(mean + deviations[at] * z + (z * z - 1) / 6));
    }
    double uniform = random.nextDouble();
    double probability = none[at];
    double cumulative = probability;
    int count = 0;
    while (uniform >= cumulative && count < 20 * LARGE) {
      count++;
      probability *= mean / count;
      cumulative += probability;
    }
    return count;
  }
}
