package dev.holdout.measure;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;

/**
 * Bias-corrected and accelerated bootstrap intervals: quantiles of the draws at shares that are
 * moved by the median bias z₀ and by the acceleration a.
 *
 * <p>z₀ is the normal quantile of the share of draws below the value, those equal to it counting
 * one half, kept half a draw away from 0 and 1. a is Σ l³ / (6·(Σ l²)^1.5) over the influences l of
 * rows, as a jackknife gives them. The ends lie at Φ(z₀ + (z₀ ± z) / (1 − a·(z₀ ± z))).
 *
 * <p>Source: Efron 1987.
 */
public final class Bca {
  private Bca() {}

  /**
   * The value with its intervals.
   *
   * @param value of what was drawn from
   * @param draws at least one, in any order
   */
  public static Estimate estimate(double value, double[] draws, double acceleration) {
    double[] ascending = draws.clone();
    Arrays.sort(ascending);
    double bias = bias(value, ascending);
    return new Estimate(
        value,
        "bca",
        z ->
            new Interval(
                Quantiles.of(ascending, moved(bias, acceleration, -z)),
                Quantiles.of(ascending, moved(bias, acceleration, z))));
  }

  /**
   * The acceleration from the influence of one row of each group.
   *
   * @param influences by how much the value falls when one row of the group is left out, to a
   *     factor
   * @param rows of each group
   * @return 0 where no row has any influence
   */
  public static double acceleration(double[] influences, double[] rows) {
    double all = Arrays.stream(rows).sum();
    double mean = 0;
    for (int group = 0; group < rows.length; group++) {
      mean += rows[group] * influences[group] / all;
    }
    double squares = 0;
    double cubes = 0;
    for (int group = 0; group < rows.length; group++) {
      double centred = influences[group] - mean;
      squares += rows[group] * centred * centred;
      cubes += rows[group] * centred * centred * centred;
    }
    return squares > 0 ? cubes / (6 * Math.pow(squares, 1.5)) : 0;
  }

  static double bias(double value, double[] ascending) {
    double below = 0;
    for (double draw : ascending) {
      below += draw < value ? 1 : draw == value ? 0.5 : 0;
    }
    double share = Math.min(ascending.length - 0.5, Math.max(0.5, below)) / ascending.length;
    return Math.sqrt(2) * Erf.erfInv(2 * share - 1);
  }

  /** The share of draws below an end. */
  private static double moved(double bias, double acceleration, double z) {
    double shifted = bias + z;
    double stretched = 1 - acceleration * shifted;
    if (stretched <= 0) {
      return shifted < 0 ? 0 : 1;
    }
    return Erf.erfc(-(bias + shifted / stretched) / Math.sqrt(2)) / 2;
  }
}
