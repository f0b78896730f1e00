package dev.holdout.fairness;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.MeanEstimate;
import dev.holdout.measure.Measure;
import java.util.Arrays;

/**
 * Whether similar rows are decided alike: 1 − mean |ŷ − mean ŷ of the k nearest other rows|.
 *
 * <p>Near is Euclidean distance over features, each divided by its standard deviation (n); a
 * feature that does not vary says nothing. Among rows equally far the first count. A row is not its
 * own neighbour, unlike in AIF360, where it is if scikit-learn finds it first. The higher the
 * sample's density, the nearer the neighbours: consistencies of samples of other sizes are other
 * figures.
 *
 * <p>Interval: Student's on the logarithm of the mean distance, {@link MeanEstimate}, as if rows
 * were independent; a row is in the neighbourhoods of k others on the average, which is little
 * where k is far below the sample's size. Cost: rows² × features.
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
   * @param features by row, then by feature; finite, not changed
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
    double sum = 0;
    double squares = 0;
    Nearest nearest = new Nearest(k);
    for (int row = 0; row < rows; row++) {
      nearest.clear();
      for (int other = 0; other < rows; other++) {
        if (other != row) {
          nearest.offer(distance(standard[row], standard[other], nearest.farthest), other);
        }
      }
      double inconsistency = Math.abs(predictions[row] - nearest.mean(predictions));
      sum += inconsistency;
      squares += inconsistency * inconsistency;
    }
    Measure loss = MeanEstimate.of(rows, sum, squares, 1).measure(z);
    return Measure.of(
        1 - loss.value().orElseThrow(),
        1 - loss.upper().orElseThrow(),
        1 - loss.lower().orElseThrow(),
        loss.method().orElseThrow());
  }

  /** Features that vary, in units of their standard deviation. */
  private static double[][] standardised(double[][] features) {
    int rows = features.length;
    int columns = features[0].length;
    double[] deviations = new double[columns];
    for (int column = 0; column < columns; column++) {
      int at = column;
      double mean = Arrays.stream(features).mapToDouble(row -> row[at]).average().orElseThrow();
      double squares =
          Arrays.stream(features).mapToDouble(row -> (row[at] - mean) * (row[at] - mean)).sum();
      deviations[column] = Math.sqrt(squares / rows);
    }
    double[][] standard = new double[rows][];
    for (int row = 0; row < rows; row++) {
      double[] values = new double[columns];
      int kept = 0;
      for (int column = 0; column < columns; column++) {
        if (deviations[column] > 0) {
          values[kept++] = features[row][column] / deviations[column];
        }
      }
      standard[row] = Arrays.copyOf(values, kept);
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

    private double mean(double[] values) {
      double sum = 0;
      for (int at = 0; at < size; at++) {
        sum += values[rows[at]];
      }
      return sum / size;
    }
  }
}
