package dev.holdout.split;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides groups among bins so that each class is spread over the bins as their shares ask.
 *
 * <p>The greedy rule is that of scikit-learn's {@code StratifiedGroupKFold}: groups in descending
 * order of the standard deviation of their class counts, each to the bin where the mean over
 * classes of the deviation between bins is smallest, ties to the bin with fewer rows. Ties are
 * compared with a relative tolerance, no bin is left empty while there are groups, and groups are
 * then moved and exchanged for as long as that improves the balance (up to {@value #IMPROVED}
 * groups). Time: groups × bins × classes for each pass.
 */
final class GroupBalance {
  private static final int IMPROVED = 20_000;
  private static final int EXCHANGED = 400;
  private static final int PASSES = 20;
  private static final double TOLERANCE = 1e-9;

  private final List<double[]> groups;
  private final double[] shares;
  private final int classes;
  private final double[] totals;

  /** Rows of each class in each bin, as shares of the class. */
  private final double[][] load;

  private final double[] rows;
  private final int[] members;
  private final int[] bins;

  private GroupBalance(List<double[]> groups, double[] shares) {
    this.groups = groups;
    this.shares = shares;
    this.classes = groups.isEmpty() ? 0 : groups.get(0).length;
    this.totals = new double[classes];
    for (double[] group : groups) {
      for (int c = 0; c < classes; c++) {
        totals[c] += group[c];
      }
    }
    this.load = new double[shares.length][classes];
    this.rows = new double[shares.length];
    this.members = new int[shares.length];
    this.bins = new int[groups.size()];
  }

  /**
   * The bin of each group.
   *
   * @param groups rows of each class in each group
   * @param shares of the bins, positive
   */
  static int[] divide(List<double[]> groups, double[] shares) {
    return divide(groups, shares, new double[shares.length][]);
  }

  /**
   * The same beside rows that are in the bins already.
   *
   * @param before rows of each class in each bin; null for none
   */
  static int[] divide(List<double[]> groups, double[] shares, double[][] before) {
    GroupBalance byDeviation = new GroupBalance(groups, shares);
    byDeviation.start(before);
    byDeviation.deal(Comparator.comparingDouble(group -> -deviation(groups.get(group))));
    byDeviation.improve();
    if (groups.size() > IMPROVED) {
      return byDeviation.bins;
    }
    GroupBalance bySize = new GroupBalance(groups, shares);
    bySize.start(before);
    bySize.deal(Comparator.comparingDouble(group -> -sum(groups.get(group))));
    bySize.improve();
    return bySize.imbalance() < byDeviation.imbalance() * (1 - TOLERANCE)
        ? bySize.bins
        : byDeviation.bins;
  }

  private void start(double[][] before) {
    for (int bin = 0; bin < before.length; bin++) {
      if (before[bin] != null) {
        for (int c = 0; c < classes; c++) {
          totals[c] += before[bin][c];
        }
      }
    }
    for (int bin = 0; bin < before.length; bin++) {
      if (before[bin] != null) {
        members[bin]++;
        rows[bin] += sum(before[bin]);
        for (int c = 0; c < classes; c++) {
          load[bin][c] += share(before[bin][c], c);
        }
      }
    }
  }

  private double share(double count, int c) {
    return totals[c] == 0 ? 0 : count / totals[c];
  }

  private void deal(Comparator<Integer> order) {
    int left = groups.size();
    for (int group : IntStream.range(0, groups.size()).boxed().sorted(order).toList()) {
      int empty = 0;
      for (int count : members) {
        empty += count == 0 ? 1 : 0;
      }
      int best = -1;
      double bestImbalance = Double.POSITIVE_INFINITY;
      for (int bin = 0; bin < shares.length; bin++) {
        if (empty >= left && members[bin] > 0) {
          continue;
        }
        put(group, bin, 1);
        double imbalance = imbalance();
        put(group, bin, -1);
        boolean equal =
            Math.abs(imbalance - bestImbalance) <= TOLERANCE * Math.max(imbalance, 1e-3);
        if (best < 0
            || (equal
                ? rows[bin] / shares[bin] < rows[best] / shares[best]
                : imbalance < bestImbalance)) {
          best = bin;
          bestImbalance = imbalance;
        }
      }
      put(group, best, 1);
      bins[group] = best;
      left--;
    }
  }

  private void put(int group, int bin, int sign) {
    double[] counts = groups.get(group);
    for (int c = 0; c < classes; c++) {
      load[bin][c] += sign * share(counts[c], c);
      rows[bin] += sign * counts[c];
    }
    members[bin] += sign;
  }

  /** Mean over classes of the weighted deviation between what bins have and what they should. */
  private double imbalance() {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      double squares = 0;
      for (int bin = 0; bin < shares.length; bin++) {
        double off = load[bin][c] / shares[bin] - 1;
        squares += shares[bin] * off * off;
      }
      sum += Math.sqrt(squares);
    }
    return sum / classes;
  }

  private void improve() {
    if (groups.size() > IMPROVED) {
      return;
    }
    boolean improved = true;
    for (int pass = 0; improved && pass < PASSES; pass++) {
      improved = move();
      if (groups.size() <= EXCHANGED) {
        improved |= exchange();
      }
    }
  }

  private boolean move() {
    boolean any = false;
    double now = imbalance();
    for (int group = 0; group < groups.size(); group++) {
      for (int to = 0; to < shares.length; to++) {
        if (to == bins[group] || members[bins[group]] == 1) {
          continue;
        }
        int from = bins[group];
        shift(group, from, to);
        double then = imbalance();
        if (then < now * (1 - TOLERANCE)) {
          now = then;
          any = true;
        } else {
          shift(group, to, from);
        }
      }
    }
    return any;
  }

  private boolean exchange() {
    boolean any = false;
    double now = imbalance();
    for (int one = 0; one < groups.size(); one++) {
      for (int other = one + 1; other < groups.size(); other++) {
        int from = bins[one];
        int to = bins[other];
        if (from != to) {
          shift(one, from, to);
          shift(other, to, from);
          double then = imbalance();
          if (then < now * (1 - TOLERANCE)) {
            now = then;
            any = true;
          } else {
            shift(one, to, from);
            shift(other, from, to);
          }
        }
      }
    }
    return any;
  }

  private void shift(int group, int from, int to) {
    put(group, from, -1);
    put(group, to, 1);
    bins[group] = to;
  }

  private static double sum(double[] counts) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    return sum;
  }

  private static double deviation(double[] counts) {
    if (counts.length == 1) {
      return counts[0];
    }
    double mean = sum(counts) / counts.length;
    double squares = 0;
    for (double count : counts) {
      squares += (count - mean) * (count - mean);
    }
    return Math.sqrt(squares / counts.length);
  }
}
