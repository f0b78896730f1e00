package dev.holdout.fairness;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Wilson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether similar rows are decided alike: 1 − mean |ŷ − mean ŷ of the k nearest other rows|.
 *
 * <p>Near is Euclidean distance over features, each divided by its standard deviation (n); a
 * feature that does not vary says nothing. Among rows equally far the first count. A row is not its
 * own neighbour, unlike in AIF360, where it is if scikit-learn finds it first. The higher the
 * sample's density, the nearer the neighbours: consistencies of samples of other sizes are other
 * figures.
 *
 * <p>Interval: on the logit scale. The mean is one over pairs of a row and a neighbour, and pairs
 * that share a row are not independent; the variance is the sum of the products of all such pairs'
 * distances from the mean, as in a graph of dependence, pairs of each other's neighbours counted
 * twice, which errs on the wide side. Where all rows agree with their neighbours, it is Wilson's of
 * none in so many rows. Cost: rows² × features.
 *
 * <p>Source: Zemel et al. 2013.
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
   * @param features by row, then by feature; NaN where missing, which is taken as the mean
   * @param predictions by row, between 0 and 1: decisions or scores
   * @param k how many neighbours
   * @param z two-sided standard normal quantile of the interval's level
   */
  static Measure of(double[][] features, double[] predictions, int k, double z) {
    int rows = features.length;
    if (rows <= k) {
      return Measure.undefined(rows + " rows are not more than " + k + " neighbours");
    }
    double[][] standard = standardised(features);
    if (standard[0].length == 0) {
      return Measure.undefined("no feature varies");
    }
    int[][] neighbours = new int[rows][];
    Nearest nearest = new Nearest(k);
    for (int row = 0; row < rows; row++) {
      nearest.clear();
      for (int other = 0; other < rows; other++) {
        if (other != row) {
          nearest.offer(distance(standard[row], standard[other], nearest.farthest), other);
        }
      }
      neighbours[row] = nearest.rows.clone();
    }
    return measure(new Pairs(neighbours, predictions), z);
  }

  private static Measure measure(Pairs pairs, double z) {
    double loss = pairs.mean();
    double error = Math.sqrt(pairs.variance());
    boolean varies = error > 1e-12 && loss > 0 && loss < 1;
    Interval interval =
        varies
            ? Interval.aroundLogit(loss, z * error / (loss * (1 - loss)))
            : Wilson.interval(loss * pairs.rows(), pairs.rows(), z);
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
    private final double[] signs;

    private Pairs(int[][] neighbours, double[] predictions) {
      this.neighbours = neighbours;
      this.predictions = predictions;
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
      double[] ofRow = new double[rows()];
      double same = 0;
      for (int row = 0; row < neighbours.length; row++) {
        for (int other : neighbours[row]) {
          double distance = value(row, other) - mean;
          ofRow[row] += distance;
          ofRow[other] += distance;
          same += distance * distance;
        }
      }
      double sum = Arrays.stream(ofRow).map(distance -> distance * distance).sum() - same;
      double pairs = (double) rows() * neighbours[0].length;
      return Math.max(0, sum) / pairs / pairs;
    }
  }

  /** Features that vary, in units of their standard deviation; NaN is their mean. */
  private static double[][] standardised(double[][] features) {
    double[][] standard = new double[features.length][];
    List<double[]> varying = new ArrayList<>();
    for (int column = 0; column < features[0].length; column++) {
      int at = column;
      double[] values = Arrays.stream(features).mapToDouble(row -> row[at]).toArray();
      double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
      double mean = Arrays.stream(known).average().orElse(0);
      double squares = Arrays.stream(known).map(value -> (value - mean) * (value - mean)).sum();
      double deviation = Math.sqrt(squares / Math.max(1, known.length));
      if (deviation > 0) {
        varying.add(
            Arrays.stream(values)
                .map(value -> Double.isNaN(value) ? 0 : (value - mean) / deviation)
                .toArray());
      }
    }
    for (int row = 0; row < standard.length; row++) {
      int at = row;
      standard[row] = varying.stream().mapToDouble(values -> values[at]).toArray();
    }
    return standard;
  }

  /** The squared distance, or something above {@code enough} once it is. */
  private static double distance(double[] one, double[] other, double enough) {
    double sum = 0;
    for (int at = 0; at < one.length && sum < enough; at++) {
      sum += (one[at] - other[at]) * (one[at] - other[at]);
    }
    return sum;
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

    private void clear() {
      size = 0;
      farthest = Double.POSITIVE_INFINITY;
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
