package dev.holdout.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Columns of coins and a label of coins, three times: training, held out, fresh. A column is kept
 * as the bits of the rows in which it agrees with the label, which is all that votes need.
 */
final class CoinColumns {
  private final int rows;
  private final long[][] training;
  private final long[][] heldOut;
  private final long[][] fresh;

  CoinColumns(int rows, int columns, long seed) {
    this.rows = rows;
    SplittableRandom random = new SplittableRandom(seed);
    this.training = coins(rows, columns, random);
    this.heldOut = coins(rows, columns, random);
    this.fresh = coins(rows, columns, random);
  }

  /** What the analyst gets to know of the hold-out. */
  @FunctionalInterface
  interface Oracle {
    double figure(String question, double training, double heldOut);
  }

  /** The accuracy that the analyst believes in, and the one on fresh rows. */
  record Claim(double believed, double fresh) {}

  private record Column(int at, boolean turned, double strength) {}

  /**
   * The columns whose agreement is beyond one standard deviation of chance on the same side in
   * training and by the oracle; of these the strongest in training vote.
   */
  Claim claim(int most, Oracle oracle) {
    double beyond = 0.5 / Math.sqrt(rows);
    List<Column> kept = new ArrayList<>();
    for (int column = 0; column < training.length; column++) {
      double seen = share(training[column]);
      double told = oracle.figure("column " + column, seen, share(heldOut[column]));
      if (Math.min(seen, told) > 0.5 + beyond || Math.max(seen, told) < 0.5 - beyond) {
        kept.add(new Column(column, seen < 0.5, Math.abs(seen - 0.5)));
      }
    }
    kept.sort(Comparator.comparingDouble(Column::strength).reversed());
    List<Column> voters = kept.subList(0, Math.min(most, kept.size()));
    double believed = oracle.figure("vote", accuracy(training, voters), accuracy(heldOut, voters));
    return new Claim(believed, accuracy(fresh, voters));
  }

  /** The share of rows in which most voters agree with the label; a tie is half a row. */
  private double accuracy(long[][] table, List<Column> voters) {
    int[] votes = new int[rows];
    for (Column voter : voters) {
      long[] bits = table[voter.at()];
      for (int row = 0; row < rows; row++) {
        boolean right = (bits[row >> 6] >>> row & 1) == 1;
        votes[row] += right == voter.turned() ? -1 : 1;
      }
    }
    double right = 0;
    for (int vote : votes) {
      right += vote > 0 ? 1 : vote == 0 ? 0.5 : 0;
    }
    return right / rows;
  }

  private double share(long[] bits) {
    int ones = 0;
    for (long word : bits) {
      ones += Long.bitCount(word);
    }
    return (double) ones / rows;
  }

  private static long[][] coins(int rows, int columns, SplittableRandom random) {
    int words = (rows + 63) / 64;
    long last = rows % 64 == 0 ? -1L : (1L << rows % 64) - 1;
    long[][] table = new long[columns][words];
    for (long[] column : table) {
      for (int word = 0; word < words; word++) {
        column[word] = random.nextLong();
      }
      column[words - 1] &= last;
    }
    return table;
  }
}
