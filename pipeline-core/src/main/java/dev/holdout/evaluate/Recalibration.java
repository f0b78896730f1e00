package dev.holdout.evaluate;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a logistic curve through the log-odds of the scores would change: nothing where scores are
 * calibrated. Scores nearer to 0 or 1 than {@value #EDGE} count as that far from it.
 *
 * <p>The intercept alone supposes a slope of 1, which may be wrong; its variance is the sandwich,
 * which holds then too. Curve and slope have that of the model.
 *
 * <p>Source: Cox 1958; the joint test is Miller, Hui & Tierney 1991.
 */
final class Recalibration {
  private static final double EDGE = 1e-6;

  private final Bins bins;
  private final double[] logOdds;
  private final double[] negatives;
  private final double[] positives;
  private @Nullable LogisticFit curve;

  private Recalibration(Bins bins) {
    this.bins = bins;
    this.logOdds = Arrays.stream(bins.values()).map(Recalibration::logOdds).toArray();
    this.negatives = bins.counts()[0];
    this.positives = bins.counts()[1];
  }

  /** Of rows of both classes whose scores are probabilities. */
  static Recalibration of(ScoreCounts counts) {
    return counts.recalibration();
  }

  /** This if it is of those bins, else a new one. */
  static Recalibration of(Bins bins, @Nullable Recalibration earlier) {
    return earlier != null && bins.values() == earlier.bins.values()
        ? earlier
        : new Recalibration(bins);
  }

  private static double logOdds(double score) {
    double kept = Math.min(1 - EDGE, Math.max(EDGE, score));
    return Math.log(kept / (1 - kept));
  }

  /** Why there is no intercept. */
  static Optional<String> withoutIntercept(ScoreCounts counts) {
    return Undefined.noProbabilities(counts).or(() -> Undefined.oneClass(counts));
  }

  /** Why there is no slope. */
  static Optional<String> withoutSlope(ScoreCounts counts) {
    return withoutIntercept(counts).or(() -> withoutOverlap(counts.bins()));
  }

  private static Optional<String> withoutOverlap(Bins bins) {
    if (bins.size() == 1) {
      return Optional.of("all scores are equal");
    }
    boolean parted = highest(bins, 0) <= lowest(bins, 1) || highest(bins, 1) <= lowest(bins, 0);
    return parted ? Optional.of("the scores separate the classes") : Optional.empty();
  }

  private static int lowest(Bins bins, int label) {
    int bin = 0;
    while (bins.counts()[label][bin] == 0) {
      bin++;
    }
    return bin;
  }

  private static int highest(Bins bins, int label) {
    int bin = bins.size() - 1;
    while (bins.counts()[label][bin] == 0) {
      bin--;
    }
    return bin;
  }

  Estimate intercept() {
    LogisticFit fit =
        LogisticFit.of(
            new double[][] {LogisticFit.ones(logOdds.length)}, logOdds, negatives, positives);
    return wald(fit.coefficient(0), fit.robustError(0));
  }

  Estimate slope() {
    return wald(curve().coefficient(1), curve().standardError(1));
  }

  /** The p-value of intercept 0 and slope 1 together: the likelihood ratio, χ² with 2 degrees. */
  double pValue() {
    double asTheyAre = LogisticFit.of(new double[0][], logOdds, negatives, positives).loss();
    // The upper tail of χ² with two degrees at 2·x is exp(−x).
    return Math.exp(-Math.max(0, asTheyAre - curve().loss()));
  }

  private LogisticFit curve() {
    LogisticFit fitted = curve;
    if (fitted == null) {
      fitted =
          LogisticFit.of(
              new double[][] {LogisticFit.ones(logOdds.length), logOdds}, negatives, positives);
      curve = fitted;
    }
    return fitted;
  }

  private static Estimate wald(double value, double error) {
    return new Estimate(value, "wald", z -> new Interval(value - z * error, value + z * error));
  }
}
