package dev.holdout.stat;

/**
 * Quantiles of type 7 (Hyndman and Fan 1996; the default of R and NumPy) of the values that an
 * {@link AdaptiveHistogram} counted, all channels together.
 *
 * <p>Exact where the histogram is; otherwise within its {@link AdaptiveHistogram#relativeError}.
 */
public final class Quantiles {
  private final double[] values;

  /** Values counted up to and with each bin. */
  private final long[] cumulative;

  private Quantiles(double[] values, long[] cumulative) {
    this.values = values;
    this.cumulative = cumulative;
  }

  /** Of the values counted; there must be one at least. */
  public static Quantiles of(AdaptiveHistogram histogram) {
    AdaptiveHistogram.Bins bins = histogram.bins();
    if (bins.size() == 0) {
      throw new IllegalStateException("no values");
    }
    long[] cumulative = new long[bins.size()];
    long total = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      for (long[] channel : bins.counts()) {
        total += channel[bin];
      }
      cumulative[bin] = total;
    }
    return new Quantiles(bins.values(), cumulative);
  }

  /**
   * The value below which a share of the values lies.
   *
   * @param share in [0, 1]
   */
  public double at(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("not a share: " + share);
    }
    double rank = (cumulative[cumulative.length - 1] - 1) * share;
    long below = (long) rank;
    double low = ofRank(below);
    double high = ofRank(Math.min(below + 1, cumulative[cumulative.length - 1] - 1));
    // Halved, since the difference of two large numbers may not be finite.
    return low + 2 * ((rank - below) * (high / 2 - low / 2));
  }

  private double ofRank(long rank) {
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > rank) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return values[low];
  }
}
