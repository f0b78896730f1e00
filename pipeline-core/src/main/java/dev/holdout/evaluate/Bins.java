package dev.holdout.evaluate;

import dev.holdout.stat.AdaptiveHistogram;

/**
 * Rows by score and label, scores ascending and distinct.
 *
 * @param values the score of each bin: exact, or the middle of the bin
 * @param counts of negatives (0) and positives (1), then by bin; effective rows where rows are
 *     weighted ({@link ScoreCounts#mass})
 */
@SuppressWarnings("ArrayRecordComponent") // A view for numeric loops, never compared.
public record Bins(double[] values, double[][] counts) {
  /** Counts of whole rows; channels beyond the two labels are left out. */
  public static Bins of(AdaptiveHistogram.Bins bins) {
    return new Bins(bins.values(), new double[][] {doubles(bins, 0), doubles(bins, 1)});
  }

  private static double[] doubles(AdaptiveHistogram.Bins bins, int channel) {
    double[] counts = new double[bins.size()];
    for (int bin = 0; bin < counts.length; bin++) {
      counts[bin] = bins.counts()[channel][bin];
    }
    return counts;
  }

  /** The same bins with so many times the rows. */
  Bins scaled(double factor) {
    double[][] scaled = new double[counts.length][size()];
    for (int label = 0; label < scaled.length; label++) {
      for (int bin = 0; bin < size(); bin++) {
        scaled[label][bin] = counts[label][bin] * factor;
      }
    }
    return new Bins(values, scaled);
  }

  /** Number of bins. */
  public int size() {
    return values.length;
  }

  /** Rows of a label. */
  double sum(int label) {
    double sum = 0;
    for (double count : counts[label]) {
      sum += count;
    }
    return sum;
  }
}
