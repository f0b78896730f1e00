package dev.holdout.fairness;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Wilson;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether similar rows are decided alike: 1 − mean |ŷ − mean ŷ of the k nearest other rows|.
 *
 * <p>Near is Euclidean distance over features, each divided by its standard deviation (n); a
 * feature that does not vary says nothing. Texts are apart or not: where two differ, this adds 2 /
 * (the share of pairs that differ) to the square, so that a text is worth as much as a number,
 * whose squares are 2 on the average of all pairs, however many values it has. Among rows equally
 * far the first count. A row is not its own neighbour, unlike in AIF360, where it is if
 * scikit-learn finds it first; nor are rows of its own unit, which are alike for another reason.
 * The higher the sample's density, the nearer the neighbours: consistencies of samples of other
 * sizes are other figures.
 *
 * <p>Interval: on the logit scale. The mean is one over pairs of a row and a neighbour, and pairs
 * that share a unit (a row, where rows are independent) are not independent; the variance is the
 * sum of the products of all such pairs' distances from the mean, as in a graph of dependence,
 * pairs of the same two units counted twice, which errs on the wide side. Where all rows agree with
 * their neighbours, it is Wilson's of none in so many units. Cost: rows² × features, on all cores.
 *
 * <p>Source: Zemel et al. 2013; the weight of texts after Gower 1971.
 */
final class Consistency {
  static final Definition DEFINITION =
      new Definition(
          "consistency",
          "1 − mean |ŷ − mean ŷ of the k nearest other rows|, features standardised, on a sample",
          "0 to 1",
          Direction.LARGER_IS_BETTER,
          "there are not more than k rows, or no feature varies",
          "Zemel et al. 2013");

  private Consistency() {}

  /**
   * Of a sample.
   *
   * @param k how many neighbours
   * @param z two-sided standard normal quantile of the interval's level
   */
  static Measure of(SampledRows sample, int k, double z) {
    int others = sample.size() - sample.largestUnit();
    if (others < k) {
      return Measure.undefined(
          sample.unitCount() == sample.size()
              ? sample.size() + " rows are not more than " + k + " neighbours"
              : "outside of the largest cluster are "
                  + others
                  + " rows, fewer than "
                  + k
                  + " neighbours");
    }
    SampledRows.Places places = sample.places();
    if (places.areOne()) {
      return Measure.undefined("no feature varies");
    }
    int[][] neighbours =
        IntStream.range(0, sample.size())
            .parallel()
            .mapToObj(row -> nearest(sample, places, row, k))
            .toArray(int[][]::new);
    return measure(new Pairs(neighbours, sample), z);
  }

  private static int[] nearest(SampledRows sample, SampledRows.Places places, int row, int k) {
    Nearest nearest = new Nearest(k);
    int[] units = sample.units();
    for (int other = 0; other < units.length; other++) {
      if (units[other] != units[row]) {
        nearest.offer(places.distance(row, other, nearest.farthest), other);
      }
    }
    return nearest.rows;
  }

  private static Measure measure(Pairs pairs, double z) {
    double loss = pairs.mean();
    double error = Math.sqrt(pairs.variance());
    boolean varies = error > 1e-12 && loss > 0 && loss < 1;
    Interval interval =
        varies
            ? Interval.aroundLogit(loss, z * error / (loss * (1 - loss)))
            : Wilson.interval(loss * pairs.units, pairs.units, z);
    return Measure.of(
        1 - loss,
        1 - Math.max(loss, interval.upper()),
        1 - Math.min(loss, interval.lower()),
        varies ? "dependence-graph" : "wilson");
  }

  /** Rows with their neighbours: a row's inconsistency is the mean of its pairs' values. */
  private static final class Pairs {
    private final int[][] neighbours;
    private final double[] predictions;
    private final int[] unitOf;
    private final int units;
    private final double[] signs;

    private Pairs(int[][] neighbours, SampledRows sample) {
      this.neighbours = neighbours;
      this.predictions = sample.predictions();
      this.unitOf = sample.units();
      this.units = sample.unitCount();
      this.signs = new double[neighbours.length];
      for (int row = 0; row < signs.length; row++) {
        double mean =
            Arrays.stream(neighbours[row])
                .mapToDouble(other -> predictions[other])
                .average()
                .orElse(0);
        signs[row] = Math.signum(predictions[row] - mean);
      }
    }

    private int rows() {
      return neighbours.length;
    }

    private double value(int row, int other) {
      return signs[row] * (predictions[row] - predictions[other]);
    }

    private double mean() {
      double sum = 0;
      for (int row = 0; row < neighbours.length; row++) {
        for (int other : neighbours[row]) {
          sum += value(row, other);
        }
      }
      return Math.max(0, sum / rows() / neighbours[0].length);
    }

    private double variance() {
      double mean = mean();
      double[] ofUnit = new double[rows()];
      double same = 0;
      for (int row = 0; row < neighbours.length; row++) {
        for (int other : neighbours[row]) {
          double distance = value(row, other) - mean;
          ofUnit[unitOf[row]] += distance;
          ofUnit[unitOf[other]] += distance;
          same += distance * distance;
        }
      }
      double sum = Arrays.stream(ofUnit).map(distance -> distance * distance).sum() - same;
      double pairs = (double) rows() * neighbours[0].length;
      return Math.max(0, sum) / pairs / pairs;
    }
  }

  /** The k nearest so far, in ascending order of distance. */
  private static final class Nearest {
    private final double[] distances;
    private final int[] rows;
    private int size;
    private double farthest = Double.POSITIVE_INFINITY;

    private Nearest(int k) {
      distances = new double[k];
      rows = new int[k];
    }

    private void offer(double distance, int row) {
      if (!(distance < farthest)) {
        return;
      }
      int at = size < rows.length ? size++ : size - 1;
      while (at > 0 && distances[at - 1] > distance) {
        distances[at] = distances[at - 1];
        rows[at] = rows[at - 1];
        at--;
      }
      distances[at] = distance;
      rows[at] = row;
      if (size == rows.length) {
        farthest = distances[size - 1];
      }
    }
  }
}
