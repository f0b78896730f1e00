package dev.holdout.fairness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows that are compared with each other, on the driver.
 *
 * @param numbers by row, then by feature; NaN where missing, which is taken as the mean
 * @param texts by row, then by feature: the number of its value among those of the feature, from 0;
 *     missing is a value of its own
 * @param predictions by row, between 0 and 1: decisions or scores
 * @param weights by row: what it counts, 0 or more
 * @param units by row: what it belongs to, from 0; rows that are independent have one each
 */
@SuppressWarnings("ArrayRecordComponent") // A view for numeric loops, never compared.
record SampledRows(
    double[][] numbers, int[][] texts, double[] predictions, double[] weights, int[] units) {
  /** Independent rows described by numbers, which all count the same. */
  static SampledRows of(double[][] numbers, double[] predictions) {
    double[] weights = new double[predictions.length];
    Arrays.fill(weights, 1);
    return new SampledRows(
        numbers,
        new int[numbers.length][0],
        predictions,
        weights,
        IntStream.range(0, numbers.length).toArray());
  }

  int size() {
    return predictions.length;
  }

  /** How many units there are. */
  int unitCount() {
    return (int) Arrays.stream(units).distinct().count();
  }

  /** The most rows of one unit. */
  int largestUnit() {
    int[] rows = new int[size()];
    Arrays.stream(units).forEach(unit -> rows[unit]++);
    return Arrays.stream(rows).max().orElse(0);
  }

  /** The place of every row among the features that vary. */
  Places places() {
    return new Places(standardised(), varyingTexts());
  }

  /** Numbers that vary, in units of their standard deviation; NaN is their mean. */
  private double[][] standardised() {
    List<double[]> varying = new ArrayList<>();
    for (int column = 0; column < numbers[0].length; column++) {
      int at = column;
      double[] values = Arrays.stream(numbers).mapToDouble(row -> row[at]).toArray();
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
    double[][] standard = new double[size()][];
    for (int row = 0; row < standard.length; row++) {
      int at = row;
      standard[row] = varying.stream().mapToDouble(values -> values[at]).toArray();
    }
    return standard;
  }

  private int[] varyingTexts() {
    return IntStream.range(0, texts[0].length).filter(column -> differ(column) > 0).toArray();
  }

  /** The share of all pairs of rows whose texts differ. */
  private double differ(int column) {
    int[] rows = new int[size()];
    Arrays.stream(texts).forEach(row -> rows[row[column]]++);
    double alike = Arrays.stream(rows).mapToDouble(count -> (double) count * count).sum();
    return 1 - alike / size() / size();
  }

  /** Where rows are, and how far from each other. */
  final class Places {
    private final double[][] standard;
    private final int[] columns;
    private final double[] apart;

    private Places(double[][] standard, int[] columns) {
      this.standard = standard;
      this.columns = columns;
      this.apart = Arrays.stream(columns).mapToDouble(column -> 2 / differ(column)).toArray();
    }

    /** Whether no feature tells rows apart. */
    boolean areOne() {
      return standard[0].length == 0 && columns.length == 0;
    }

    /** The squared distance, or something above {@code enough} once it is. */
    double distance(int row, int other, double enough) {
      double[] one = standard[row];
      double[] two = standard[other];
      double sum = 0;
      for (int at = 0; at < one.length && sum < enough; at++) {
        sum += (one[at] - two[at]) * (one[at] - two[at]);
      }
      for (int at = 0; at < columns.length && sum < enough; at++) {
        sum += texts[row][columns[at]] == texts[other][columns[at]] ? 0 : apart[at];
      }
      return sum;
    }
  }
}
