package dev.holdout.evaluate;

import dev.holdout.stat.AdaptiveHistogram.Bins;
import java.util.Arrays;

/** Neighbouring bins merged into fewer, of about equal mass. */
final class EqualMass {
  private EqualMass() {}

  /** At most {@code most} bins with about as many rows each. */
  static Bins ofRows(Bins bins, int most) {
    return merge(bins, most, 1, 1);
  }

  /**
   * At most {@code most} bins; half of the mass is that of the positives, half of the negatives.
   */
  static Bins ofBothClasses(Bins bins, int most) {
    return merge(bins, most, 1.0 / Math.max(1, sum(bins, 0)), 1.0 / Math.max(1, sum(bins, 1)));
  }

  private static Bins merge(Bins bins, int most, double negativeMass, double positiveMass) {
    double total = negativeMass * sum(bins, 0) + positiveMass * sum(bins, 1);
    double[] values = new double[most];
    long[][] counts = new long[2][most];
    double before = 0;
    int merged = -1;
    int group = -1;
    for (int bin = 0; bin < bins.size(); bin++) {
      long negatives = bins.counts()[0][bin];
      long positives = bins.counts()[1][bin];
      double mass = negativeMass * negatives + positiveMass * positives;
      int target = Math.min(most - 1, (int) (most * (before + mass / 2) / total));
      if (target != group) {
        group = target;
        merged++;
      }
      values[merged] += bins.values()[bin] * (negatives + positives);
      counts[0][merged] += negatives;
      counts[1][merged] += positives;
      before += mass;
    }
    for (int at = 0; at <= merged; at++) {
      values[at] /= counts[0][at] + counts[1][at];
    }
    return new Bins(
        Arrays.copyOf(values, merged + 1),
        new long[][] {Arrays.copyOf(counts[0], merged + 1), Arrays.copyOf(counts[1], merged + 1)});
  }

  private static long sum(Bins bins, int channel) {
    return Arrays.stream(bins.counts()[channel]).sum();
  }
}
