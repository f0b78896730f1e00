package dev.holdout.evaluate;

import dev.holdout.measure.BootstrapMethod;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import dev.holdout.measure.Wilson;

/**
 * The largest distance between the shares of positives and of negatives that score at least as
 * much, over all scores: the statistic of Kolmogorov and Smirnov of two samples.
 *
 * <p>It leans upward where rows are few, being the largest of many.
 *
 * <p>Cost: O(bins).
 *
 * <p>Interval: of the difference of two proportions at the threshold found (Newcombe 1998, method
 * 10), as if it had been given; its lower end less the bias that comes of the threshold being the
 * best for these rows ({@link Optimism}), its upper end less half of that where there are many rows
 * of both classes: m / (m + {@value #FEW}) of that half where the smaller class has m.
 */
final class KolmogorovSmirnov implements Estimated {
  private static final Definition DEFINITION =
      new Definition(
              "ks",
              "largest |recall − false positive rate| over all thresholds",
              Range.of(0, 1, "0 to 1, 0 without skill"),
              Direction.LARGER_IS_BETTER,
              "there are no positives or no negatives",
              "Smirnov 1939; as SciPy's ks_2samp")
          .titled("Kolmogorov–Smirnov distance");

  /**
   * The largest of n rows lies above its truth by a multiple of n^(−2/3); the optimism of a
   * threshold that was chosen in one half and is used in the other is 4/3 of that of a half.
   */
  private static final double BIAS = 0.75 * Math.pow(2, -2.0 / 3);

  /** Rows of a class that are few. */
  private static final double FEW = 20;

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unless(
        Undefined.noRanks(counts), () -> RankStatistic.KOLMOGOROV_SMIRNOV.of(counts));
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    double value = RankStatistic.KOLMOGOROV_SMIRNOV.of(counts);
    if (confidence.bootstrap() != BootstrapMethod.OWN) {
      return counts
          .resamples(confidence)
          .estimate(RankStatistic.KOLMOGOROV_SMIRNOV, value, confidence.bootstrap());
    }
    double bias = BIAS * new Optimism(counts, confidence.seed()).ofDistance();
    double fewer = Math.min(counts.positiveMass(), counts.negativeMass());
    double above = bias / 2 * fewer / (fewer + FEW);
    Estimate difference = atLargest(counts);
    return new Estimate(
        value,
        "mover",
        z -> {
          Interval interval = difference.at(z);
          return new Interval(Math.max(0, interval.lower() - bias), interval.upper() - above);
        });
  }

  /** The difference at the threshold where it is largest, as if that threshold had been given. */
  private static Estimate atLargest(ScoreCounts counts) {
    Bins bins = counts.bins();
    double positives = counts.positiveMass();
    double negatives = counts.negativeMass();
    double tp = 0;
    double fp = 0;
    double largest = -1;
    double found = 0;
    double wrong = 0;
    for (int bin = bins.size() - 1; bin >= 0; bin--) {
      fp += bins.counts()[0][bin];
      tp += bins.counts()[1][bin];
      double distance = Math.abs(tp / positives - fp / negatives);
      if (distance > largest) {
        largest = distance;
        found = tp;
        wrong = fp;
      }
    }
    Estimate recall = Wilson.estimate(found, positives);
    Estimate alarms = Wilson.estimate(wrong, negatives);
    return recall.value() >= alarms.value() ? recall.minus(alarms) : alarms.minus(recall);
  }
}
