package dev.holdout.fairness;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/**
 * Rows with their neighbours: a row's inconsistency |ŷ − mean ŷ of its neighbours| is the mean of
 * its pairs' values; all pairs of a row weigh what the row does.
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
  private final double[] weights;
  private final double weight;
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
    this.weights = sample.weights();
    this.weight = Arrays.stream(weights).sum();
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

  /** Kish's effective number of units. */
  double effectiveUnits() {
    double[] ofUnit = new double[units];
    for (int row = 0; row < weights.length; row++) {
      ofUnit[unitOf[row]] += weights[row];
    }
    return weight * weight / Arrays.stream(ofUnit).map(one -> one * one).sum();
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
    double sum = 0;
    for (int row = 0; row < ofRow.length; row++) {
      sum += weights[row] * ofRow[row];
    }
    return Math.max(0, sum / weight);
  }

  double variance() {
    double mean = mean();
    int[][] rowsOf = members(neighbours.length, row -> unitOf[row]);
    int[][] pairsTo = members(neighbours.length * k, pair -> unitOf[other(pair)]);
    Sum[] out = sums(rowsOf, this::addPairs);
    Sum[] in = sums(pairsTo, (sum, pair) -> add(sum, pair / k, other(pair)));
    double own = Arrays.stream(out).mapToDouble(sum -> Math.pow(sum.less(mean), 2)).sum();
    double[] shared =
        IntStream.range(0, units)
            .parallel()
            .mapToDouble(unit -> shared(rowsOf[unit], pairsTo[unit], mean, out, in))
            .toArray();
    double pairs = weight * k;
    return (own + Math.max(0, Arrays.stream(shared).sum())) / pairs / pairs;
  }

  /** Of the pairs of a unit's rows, with those of other units. */
  private double shared(int[] rows, int[] pairsTo, double mean, Sum[] out, Sum[] in) {
    Map<Integer, Sum> both = new HashMap<>();
    for (int row : rows) {
      for (int other : neighbours[row]) {
        add(both.computeIfAbsent(unitOf[other], unseen -> new Sum()), row, other);
      }
    }
    for (int pair : pairsTo) {
      Sum back = both.get(unitOf[pair / k]);
      if (back != null) {
        add(back, pair / k, other(pair));
      }
    }
    double sum = 0;
    for (int row : rows) {
      double around = around(row, mean);
      for (int other : neighbours[row]) {
        double others =
            in[unitOf[row]].less(around)
                + out[unitOf[other]].less(around)
                + in[unitOf[other]].less(around)
                - Objects.requireNonNull(both.get(unitOf[other])).less(around);
        sum += weights[row] * (value(row, other) - mean) * others;
      }
    }
    return sum;
  }

  private void addPairs(Sum sum, int row) {
    for (int other : neighbours[row]) {
      add(sum, row, other);
    }
  }

  private void add(Sum sum, int row, int other) {
    sum.add(value(row, other), weights[row]);
  }

  /** The neighbour of a pair, which has the number row · k + place. */
  private int other(int pair) {
    return neighbours[pair / k][pair % k];
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
    int[] queue = new int[Math.min(neighbours.length, (AROUND + 1) * k)];
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

  /** By unit: which of the first numbers are of it. */
  private int[][] members(int count, IntUnaryOperator unit) {
    int[] sizes = new int[units];
    for (int at = 0; at < count; at++) {
      sizes[unit.applyAsInt(at)]++;
    }
    int[][] members = new int[units][];
    Arrays.setAll(members, at -> new int[sizes[at]]);
    for (int at = count - 1; at >= 0; at--) {
      int of = unit.applyAsInt(at);
      members[of][--sizes[of]] = at;
    }
    return members;
  }

  private static Sum[] sums(int[][] members, ObjIntConsumer<Sum> addition) {
    Sum[] sums = new Sum[members.length];
    for (int unit = 0; unit < sums.length; unit++) {
      sums[unit] = new Sum();
      for (int member : members[unit]) {
        addition.accept(sums[unit], member);
      }
    }
    return sums;
  }

  private static final class Sum {
    private double values;
    private double weights;

    private void add(double value, double weight) {
      values += weight * value;
      weights += weight;
    }

    private double less(double centre) {
      return values - weights * centre;
    }
  }
}
