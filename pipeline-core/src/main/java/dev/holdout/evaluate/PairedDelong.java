package dev.holdout.evaluate;

import dev.holdout.evaluate.PairedSums.Pair;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Student;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The difference of two areas under the ROC curve on the same rows, with DeLong's variance: that of
 * each area less twice their covariance, from the placements of each row among the rows of the
 * other class by either score.
 *
 * <p>Exact while pairs of scores are kept; beyond that the covariance is that of joint bins, a
 * row's placement being the mean of its bin, and {@link #errorBound} bounds what this can have done
 * to the variance (up to the resolution of {@link ScoreCounts}). O(scores) once they are sorted, by
 * the midranks of Sun & Xu.
 *
 * <p>Source: DeLong, DeLong & Clarke-Pearson 1988; Sun & Xu 2014.
 *
 * @param difference second minus first
 * @param variance of the difference
 * @param errorBound the most by which binning can have moved the variance; 0 where exact
 * @param fewer rows of the smaller class: Student's t has one degree of freedom less than these,
 *     since with few the variance is as uncertain as that of a mean of so many
 */
record PairedDelong(double difference, double variance, double errorBound, double fewer) {
  /**
   * Of two models' counts of the same rows; at least two rows of each class.
   *
   * @param sums of the same rows
   */
  static PairedDelong of(ScoreCounts first, ScoreCounts second, PairedSums sums) {
    Optional<SortedMap<Pair, double[]>> pairs = sums.pairs();
    Covariance covariance =
        pairs.isPresent() && first.exact() && second.exact()
            ? exact(pairs.get(), first.bins(), second.bins())
            : binned(first.bins(), second.bins(), sums);
    double variance =
        AucEstimate.variance(first) + AucEstimate.variance(second) - 2 * covariance.value;
    return new PairedDelong(
        RocAuc.auc(second) - RocAuc.auc(first),
        Math.max(0, variance),
        2 * covariance.error,
        Math.min(first.positiveMass(), first.negativeMass()));
  }

  /** The difference with Student's intervals. */
  Estimate estimate() {
    double error = Math.sqrt(variance);
    return new Estimate(
        difference,
        "delong",
        z -> {
          double reach = Student.quantile(z, Math.max(1, fewer - 1)) * error;
          return new Interval(Math.max(-1, difference - reach), Math.min(1, difference + reach));
        });
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

  private static Covariance exact(SortedMap<Pair, double[]> pairs, Bins first, Bins second) {
    double[][] ofFirst = Placements.exact(first.counts());
    double[][] ofSecond = Placements.exact(second.counts());
    double[] products = new double[2];
    for (Map.Entry<Pair, double[]> pair : pairs.entrySet()) {
      int one = Arrays.binarySearch(first.values(), pair.getKey().first());
      int two = Arrays.binarySearch(second.values(), pair.getKey().second());
      for (int label = 0; label < 2; label++) {
        products[label] += pair.getValue()[label] * ofFirst[label][one] * ofSecond[label][two];
      }
    }
    return new Covariance(
        products[0] / first.sum(0) / (first.sum(0) - 1)
            + products[1] / first.sum(1) / (first.sum(1) - 1),
        0);
  }

  private static Covariance binned(Bins first, Bins second, PairedSums sums) {
    Placements ofFirst = Placements.binned(first, sums.of().first());
    Placements ofSecond = Placements.binned(second, sums.of().second());
    PairedSums.Joint joint = sums.joint(1);
    JointCounts.Cell[] cells = joint.cells();
    double[] counts = joint.counts();
    double value = 0;
    double error = 0;
    for (int label = 0; label < 2; label++) {
      double[] one = ofFirst.means[label];
      double[] two = ofSecond.means[label];
      double products = 0;
      Within ofTwo = new Within(one.length);
      Within ofOne = new Within(two.length);
      for (int at = 0; at < cells.length; at++) {
        if (cells[at].label() == label) {
          double placed = one[cells[at].championBin()];
          double placedToo = two[cells[at].challengerBin()];
          products += counts[at] * placed * placedToo;
          ofTwo.add(cells[at].championBin(), placedToo, counts[at]);
          ofOne.add(cells[at].challengerBin(), placed, counts[at]);
        }
      }
      double rows = first.sum(label);
      value += products / rows / (rows - 1);
      // What is left of placements sums to 0 in each bin of its model; Cauchy and Schwarz.
      double left = Math.sqrt(ofFirst.left[label]);
      double leftToo = Math.sqrt(ofSecond.left[label]);
      error +=
          (left * leftToo + left * Math.sqrt(ofTwo.sum()) + leftToo * Math.sqrt(ofOne.sum()))
              / rows
              / (rows - 1);
    }
    return new Covariance(value, error);
  }

  /**
   * Placements by label and joint bin.
   *
   * @param means of the rows in a bin
   * @param left squared differences of rows from these, added up, by label
   */
  @SuppressWarnings("ArrayRecordComponent") // A view for numeric loops, never compared.
  private record Placements(double[][] means, double[] left) {
    /**
     * The share of the other class that a row is on the right side of, ties ½, less the area: by
     * label and score.
     */
    static double[][] exact(double[][] counts) {
      double negatives = Arrays.stream(counts[0]).sum();
      double positives = Arrays.stream(counts[1]).sum();
      double area = RocAuc.area(counts[0], counts[1]);
      double[][] placements = new double[2][counts[0].length];
      double negativesBelow = 0;
      double positivesAbove = positives;
      for (int at = 0; at < counts[0].length; at++) {
        positivesAbove -= counts[1][at];
        placements[1][at] = (negativesBelow + counts[0][at] / 2) / negatives - area;
        placements[0][at] = (positivesAbove + counts[1][at] / 2) / positives - area;
        negativesBelow += counts[0][at];
      }
      return placements;
    }

    static Placements binned(Bins scores, ScoreBins bins) {
      double[][] exact = exact(scores.counts());
      Placements binned = new Placements(new double[2][], new double[2]);
      for (int label = 0; label < 2; label++) {
        Within within = new Within(bins.size());
        for (int at = 0; at < scores.size(); at++) {
          within.add(bins.of(scores.values()[at]), exact[label][at], scores.counts()[label][at]);
        }
        binned.means[label] = within.means();
        binned.left[label] = within.sum();
      }
      return binned;
    }
  }

  /** Values in bins: their means, and their squared differences from these. */
  private static final class Within {
    private final double[] rows;
    private final double[] sums;
    private double squares;

    Within(int bins) {
      this.rows = new double[bins];
      this.sums = new double[bins];
    }

    void add(int bin, double value, double count) {
      rows[bin] += count;
      sums[bin] += count * value;
      squares += count * value * value;
    }

    double[] means() {
      double[] means = new double[rows.length];
      for (int bin = 0; bin < means.length; bin++) {
        means[bin] = rows[bin] > 0 ? sums[bin] / rows[bin] : 0;
      }
      return means;
    }

    double sum() {
      double between = 0;
      for (int bin = 0; bin < rows.length; bin++) {
        between += rows[bin] > 0 ? sums[bin] * sums[bin] / rows[bin] : 0;
      }
      return Math.max(0, squares - between);
    }
  }
}
