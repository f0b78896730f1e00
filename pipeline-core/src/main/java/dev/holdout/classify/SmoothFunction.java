package dev.holdout.classify;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * A metric that is a smooth function of the shares of (true class, predicted class).
 *
 * <p>Interval: the delta method. The variance is that of the function's slopes over the cells,
 * divided by Kish's effective number of rows, on the scale of {@code atanh} for correlations and of
 * the logit for shares, which keeps the ends in range. Value and variance are those of {@link
 * ClassShares#smoothed}, since cells that happen to be empty would otherwise have no variance.
 *
 * <p>Source: Agresti 2013, chapter 16, for the method; Agresti & Coull 1998 for the smoothing.
 */
abstract class SmoothFunction implements ClassMetric {
  /** Why the function has no value for shares; empty where it has one. */
  abstract Optional<String> lacking(ClassShares shares);

  abstract double of(ClassShares shares);

  /** The derivative by the share of each cell, margins following; by true, then predicted class. */
  abstract double[][] slopes(ClassShares shares);

  /** The lowest value: 0 or −1. */
  abstract double lowest();

  @Override
  public final Measure value(ClassCounts counts) {
    Optional<String> reason = Lacking.rows(counts).or(() -> lacking(counts.shares()));
    return Lacking.unless(reason, () -> clipped(of(counts.shares())));
  }

  private double clipped(double value) {
    return Math.max(lowest(), Math.min(1, value));
  }

  @Override
  public final Estimate estimate(ClassCounts counts, Confidence confidence) {
    double value = clipped(of(counts.shares()));
    ClassShares smoothed = counts.shares().smoothed();
    double centre = of(smoothed);
    double deviation = Math.sqrt(variance(smoothed, slopes(smoothed)));
    boolean share = lowest() == 0;
    if (!(centre > lowest() && centre < 1)) { // One class alone, even when smoothed.
      return new Estimate(value, "delta", z -> new Interval(lowest(), 1));
    }
    double scale = share ? centre * (1 - centre) : (1 - centre) * (1 + centre);
    DoubleUnaryOperator back = share ? on -> 1 / (1 + Math.exp(-on)) : Math::tanh;
    double on =
        share ? Math.log(centre / (1 - centre)) : 0.5 * Math.log((1 + centre) / (1 - centre));
    return new Estimate(
        value,
        "delta",
        z ->
            new Interval(
                back.applyAsDouble(on - z * deviation / scale),
                back.applyAsDouble(on + z * deviation / scale)));
  }

  private static double variance(ClassShares shares, double[][] slopes) {
    double mean = 0;
    double square = 0;
    for (int i = 0; i < slopes.length; i++) {
      for (int j = 0; j < slopes.length; j++) {
        mean += shares.cells()[i][j] * slopes[i][j];
        square += shares.cells()[i][j] * slopes[i][j] * slopes[i][j];
      }
    }
    return Math.max(0, square - mean * mean) / shares.effectiveRows();
  }
}
