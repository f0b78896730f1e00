package dev.holdout.fairness;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Rows with their neighbours: a row's inconsistency |ŷ − mean ŷ of its neighbours| is the mean of
 * its pairs' values.
 *
 * <p>Variance of the mean: units are drawn independently, so that where they lie makes no
 * covariance between them; given where they lie, pairs vary together only if they share a unit. It
 * is hence the variance of units' own sums, and for pairs of different units that share one their
 * covariance given the place: one's distance from the mean times the other's distance from the mean
 * of rows around that share nothing with the first. Where no such rows are around, it is the
 * distance from the mean of all, which errs on the wide side; and covariances that add up to less
 * than 0 are taken as 0.
 */
final class NeighbourPairs {
  /** Times k rows around a row are looked at. */
  private static final int AROUND = 20;

  private final int k;
  private final int[][] neighbours;
  private final double[] predictions;
  private final int[] unitOf;
  private final int units;
  private final double[] signs;
  private final double[] ofRow;

  /**
   * The pairs.
   *
   * @param neighbours by row: as many neighbours each
   */
  NeighbourPairs(SampledRows sample, int[][] neighbours) {
    this.k = neighbours[0].length;
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
    this.ofRow = IntStream.range(0, neighbours.length).mapToDouble(this::ofRow).toArray();
  }

  int units() {
    return units;
  }

  private double value(int row, int other) {
    return signs[row] * (predictions[row] - predictions[other]);
  }

  private double ofRow(int row) {
    double sum = 0;
    for (int at = 0; at < k; at++) {
      sum += value(row, neighbours[row][at]);
    }
    return sum / k;
  }

  /** The mean inconsistency. */
  double mean() {
    return Math.max(0, Arrays.stream(ofRow).sum() / neighbours.length);
  }

  double variance() {
    double mean = mean();
    Sum[] out = sums();
    Sum[] in = sums();
    Map<Long, Sum> between = new HashMap<>();
    for (int row = 0; row < neighbours.length; row++) {
      for (int at = 0; at < k; at++) {
        int other = neighbours[row][at];
        double value = value(row, other);
        out[unitOf[row]].add(value);
        in[unitOf[other]].add(value);
        between.computeIfAbsent(key(row, other), unseen -> new Sum()).add(value);
      }
    }
    double own = Arrays.stream(out).mapToDouble(sum -> Math.pow(sum.less(mean), 2)).sum();
    double shared =
        IntStream.range(0, neighbours.length)
            .parallel()
            .mapToDouble(row -> shared(row, mean, out, in, between))
            .sum();
    double pairs = (double) neighbours.length * k;
    return (own + Math.max(0, shared)) / pairs / pairs;
  }

  private double shared(int row, double mean, Sum[] out, Sum[] in, Map<Long, Sum> between) {
    double around = around(row, mean);
    double sum = 0;
    for (int at = 0; at < k; at++) {
      int other = neighbours[row][at];
      double others =
          in[unitOf[row]].less(around)
              + out[unitOf[other]].less(around)
              + in[unitOf[other]].less(around)
              - between.get(key(row, other)).less(around);
      Sum back = between.get(key(other, row));
      sum += (value(row, other) - mean) * (back == null ? others : others - back.less(around));
    }
    return sum;
  }

  /**
   * The mean of k rows that share no unit with a row and its neighbours: the first that are met
   * from neighbour to neighbour.
   */
  private double around(int row, double mean) {
    BitSet involved = new BitSet();
    involved.set(unitOf[row]);
    for (int other : neighbours[row]) {
      involved.set(unitOf[other]);
    }
    BitSet met = new BitSet();
    met.set(row);
    int[] queue = new int[(AROUND + 1) * k];
    int size = 0;
    int found = 0;
    double sum = 0;
    for (int next = 0; next <= size && found < k && size <= AROUND * k; next++) {
      for (int other : neighbours[next == 0 ? row : queue[next - 1]]) {
        if (!met.get(other)) {
          met.set(other);
          queue[size++] = other;
          if (apart(other, involved)) {
            found++;
            sum += ofRow[other];
          }
        }
      }
    }
    return found == 0 ? mean : sum / found;
  }

  private boolean apart(int row, BitSet involved) {
    return !involved.get(unitOf[row])
        && Arrays.stream(neighbours[row]).noneMatch(other -> involved.get(unitOf[other]));
  }

  private long key(int row, int other) {
    return (long) unitOf[row] * neighbours.length + unitOf[other];
  }

  private Sum[] sums() {
    return IntStream.range(0, neighbours.length).mapToObj(unused -> new Sum()).toArray(Sum[]::new);
  }

  private static final class Sum {
    private double values;
    private int count;

    private void add(double value) {
      values += value;
      count++;
    }

    private double less(double centre) {
      return values - count * centre;
    }
  }
}
