package dev.holdout.evaluate;

import dev.holdout.evaluate.PairedSums.Pair;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.DoubleToIntFunction;

/**
 * The difference of two areas under the ROC curve on the same rows, with DeLong's variance: that of
 * each area less twice their covariance, from the placements of each row among the rows of the
 * other class by either score.
 *
 * <p>Exact while pairs of scores are kept; beyond that the covariance is that of joint bins, a
 * row's placement being its bin's middle, and {@link #errorBound} bounds what this can have done to
 * the standard error. O(scores) once they are sorted, by the midranks of Sun & Xu.
 *
 * <p>Source: DeLong, DeLong & Clarke-Pearson 1988; Sun & Xu 2014.
 *
 * @param difference second minus first
 * @param variance of the difference
 * @param errorBound the most by which binning can have moved the variance; 0 where exact
 */
record PairedDelong(double difference, double variance, double errorBound) {
  /**
   * Of two models' counts of the same rows; at least two rows of each class.
   *
   * @param sums of the same rows
   */
  static PairedDelong of(ScoreCounts first, ScoreCounts second, PairedSums sums) {
    Optional<SortedMap<Pair, long[]>> pairs = sums.pairs();
    Covariance covariance =
        pairs.isPresent() && first.exact() && second.exact()
            ? exact(pairs.get(), first.bins(), second.bins())
            : binned(first.bins(), second.bins(), sums);
    double variance =
        AucEstimate.variance(first) + AucEstimate.variance(second) - 2 * covariance.value;
    return new PairedDelong(
        RocAuc.auc(second) - RocAuc.auc(first), Math.max(0, variance), 2 * covariance.error);
  }

  /** The difference with intervals of the normal. */
  Estimate estimate() {
    double error = Math.sqrt(variance);
    return new Estimate(
        difference,
        "delong",
        z ->
            new Interval(
                Math.max(-1, difference - z * error), Math.min(1, difference + z * error)));
  }

  /** The most by which binning can have moved the standard error, as a share of it. */
  double errorShare() {
    return errorBound > 0 && variance > 0
        ? Math.max(
            Math.sqrt(1 + errorBound / variance) - 1,
            1 - Math.sqrt(Math.max(0, 1 - errorBound / variance)))
        : 0;
  }

  private record Covariance(double value, double error) {}

  private static Covariance exact(SortedMap<Pair, long[]> pairs, Bins first, Bins second) {
    Placements ofFirst = Placements.of(first.counts());
    Placements ofSecond = Placements.of(second.counts());
    Sum sum = new Sum(ofFirst, ofSecond);
    for (Map.Entry<Pair, long[]> pair : pairs.entrySet()) {
      int one = Arrays.binarySearch(first.values(), pair.getKey().first());
      int two = Arrays.binarySearch(second.values(), pair.getKey().second());
      sum.add(one, two, 0, pair.getValue()[0]);
      sum.add(one, two, 1, pair.getValue()[1]);
    }
    return new Covariance(sum.covariance(), 0);
  }

  private static Covariance binned(Bins first, Bins second, PairedSums sums) {
    Placements ofFirst = Placements.of(coarse(first, sums.of().first()::of));
    Placements ofSecond = Placements.of(coarse(second, sums.of().second()::of));
    Sum sum = new Sum(ofFirst, ofSecond);
    JointCounts.Cell[] cells = sums.joint().cells();
    long[] counts = sums.joint().counts();
    for (int at = 0; at < cells.length; at++) {
      sum.add(cells[at].championBin(), cells[at].challengerBin(), cells[at].label(), counts[at]);
    }
    return new Covariance(sum.covariance(), sum.error());
  }

  private static double[][] coarse(Bins bins, DoubleToIntFunction binOf) {
    int most = bins.size() == 0 ? 0 : binOf.applyAsInt(bins.values()[bins.size() - 1]) + 1;
    double[][] counts = new double[2][most];
    for (int bin = 0; bin < bins.size(); bin++) {
      int to = binOf.applyAsInt(bins.values()[bin]);
      counts[0][to] += bins.counts()[0][bin];
      counts[1][to] += bins.counts()[1][bin];
    }
    return counts;
  }

  /**
   * Placements by score.
   *
   * @param byLabel label → score → share of the other class that the row is on the right side of,
   *     ties ½, less the area
   * @param within label → score → share of the other class that has the same score or bin
   * @param rows of each label
   */
  @SuppressWarnings("ArrayRecordComponent") // A view for numeric loops, never compared.
  private record Placements(double[][] byLabel, double[][] within, double[] rows) {
    static Placements of(double[][] counts) {
      double negatives = Arrays.stream(counts[0]).sum();
      double positives = Arrays.stream(counts[1]).sum();
      int size = counts[0].length;
      double[][] byLabel = new double[2][size];
      double[][] within = new double[2][size];
      double area = RocAuc.area(counts[0], counts[1]);
      double negativesBelow = 0;
      double positivesAbove = positives;
      for (int at = 0; at < size; at++) {
        positivesAbove -= counts[1][at];
        byLabel[1][at] = (negativesBelow + counts[0][at] / 2) / negatives - area;
        byLabel[0][at] = (positivesAbove + counts[1][at] / 2) / positives - area;
        within[1][at] = counts[0][at] / negatives;
        within[0][at] = counts[1][at] / positives;
        negativesBelow += counts[0][at];
      }
      return new Placements(byLabel, within, new double[] {negatives, positives});
    }
  }

  /** The covariance, row by row. */
  private static final class Sum {
    private final Placements first;
    private final Placements second;
    private final double[] products = new double[2];
    private final double[] errors = new double[2];

    Sum(Placements first, Placements second) {
      this.first = first;
      this.second = second;
    }

    void add(int one, int two, int label, double rows) {
      double placed = first.byLabel[label][one];
      double placedToo = second.byLabel[label][two];
      double reach = first.within[label][one] / 2;
      double reachToo = second.within[label][two] / 2;
      products[label] += rows * placed * placedToo;
      errors[label] +=
          rows * (reach * Math.abs(placedToo) + reachToo * Math.abs(placed) + reach * reachToo);
    }

    double covariance() {
      return over(products);
    }

    double error() {
      return over(errors);
    }

    private double over(double[] sums) {
      double covariance = 0;
      for (int label = 0; label < 2; label++) {
        covariance += sums[label] / (first.rows[label] - 1) / first.rows[label];
      }
      return covariance;
    }
  }
}
