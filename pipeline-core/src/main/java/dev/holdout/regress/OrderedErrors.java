package dev.holdout.regress;

import dev.holdout.stat.BinnedSums.Bins;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Errors in ascending order with their weights: quantiles of type 7 where every weight is 1, else
 * the smallest error up to which the share of the weight lies.
 *
 * @param errors ascending
 * @param cumulative weight up to and with each
 * @param counts whether weights are whole numbers of rows
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers for loops, never compared.
record OrderedErrors(double[] errors, double[] cumulative, boolean counts) {

  /** Predicted less actual; there must be some weight. */
  static OrderedErrors signed(NumberCounts counts) {
    Bins bins = counts.errors().bins();
    return new OrderedErrors(bins.values(), sums(bins.sums()[0]), unweighted(counts));
  }

  /** Without their signs. */
  static OrderedErrors absolute(NumberCounts counts) {
    Bins bins = counts.errors().bins();
    Integer[] order = new Integer[bins.size()];
    Arrays.setAll(order, at -> at);
    Arrays.sort(order, Comparator.comparingDouble(at -> Math.abs(bins.values()[at])));
    double[] errors = new double[order.length];
    double[] weights = new double[order.length];
    for (int at = 0; at < order.length; at++) {
      errors[at] = Math.abs(bins.values()[order[at]]);
      weights[at] = bins.sums()[0][order[at]];
    }
    return new OrderedErrors(errors, sums(weights), unweighted(counts));
  }

  private static boolean unweighted(NumberCounts counts) {
    return counts.weight() == counts.rows() && counts.effectiveRows() == counts.rows();
  }

  private static double[] sums(double[] weights) {
    double[] sums = new double[weights.length];
    double sum = 0;
    for (int at = 0; at < weights.length; at++) {
      sum += weights[at];
      sums[at] = sum;
    }
    return sums;
  }

  private double total() {
    return cumulative[cumulative.length - 1];
  }

  /** The quantile of a share in [0, 1]. */
  double at(double share) {
    if (!counts) {
      return upTo(share * total());
    }
    double rank = (total() - 1) * share;
    double below = Math.floor(rank);
    double low = upTo(below + 1);
    double high = upTo(Math.min(below + 2, total()));
    return low + (rank - below) * (high - low);
  }

  /** The smallest error up to which so much weight lies. */
  double upTo(double weight) {
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] >= weight) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return errors[low];
  }

  /** The error at a share of the weight, by rank and without interpolation. */
  double ofShare(double share) {
    return upTo(share * total());
  }
}
