package dev.holdout.slice;

import java.io.Serializable;

/**
 * Some rows, coded: for each feature the number of each row's condition among all features'
 * conditions, and each row's error in whole units.
 *
 * <p>Slices are counted by intersecting the sets of rows that meet their conditions, 64 rows at a
 * time: cost O(slices · conditions · rows / 64), and one step for each row of a slice that has an
 * error, which is spared where all errors that are not 0 are equal.
 *
 * <p>Size: 2 bytes for each row and feature and 8 for each row; while counting, one bit for each
 * row and condition more.
 */
final class CodedRows implements Serializable {
  /** The most rows in one. */
  static final int MOST = 1 << 14;

  private static final long serialVersionUID = 1L;

  private final char[][] codes;
  private final long[] errors;

  /**
   * Rows by feature.
   *
   * @param codes feature → row → condition
   * @param errors of each row, none negative
   */
  CodedRows(char[][] codes, long[] errors) {
    this.codes = codes;
    this.errors = errors;
  }

  /**
   * Counts slices.
   *
   * @param slices the conditions of each
   * @param conditions how many there are of all features together
   */
  SliceSums count(int[][] slices, int conditions) {
    int words = (errors.length + 63) / 64;
    long[][] rowsOf = new long[conditions][words];
    for (char[] feature : codes) {
      for (int row = 0; row < errors.length; row++) {
        rowsOf[feature[row]][row >> 6] |= 1L << row;
      }
    }
    long[] wrong = new long[words];
    long largest = 0;
    boolean equal = true;
    for (int row = 0; row < errors.length; row++) {
      if (errors[row] > 0) {
        wrong[row >> 6] |= 1L << row;
        equal &= largest == 0 || errors[row] == largest;
        largest = Math.max(largest, errors[row]);
      }
    }
    SliceSums counted = SliceSums.of(slices.length);
    long[] rows = new long[words];
    for (int slice = 0; slice < slices.length; slice++) {
      int[] of = slices[slice];
      System.arraycopy(rowsOf[of[0]], 0, rows, 0, words);
      for (int next = 1; next < of.length; next++) {
        long[] other = rowsOf[of[next]];
        for (int word = 0; word < words; word++) {
          rows[word] &= other[word];
        }
      }
      count(rows, wrong, equal ? largest : -1, slice, counted);
    }
    return counted;
  }

  /** Counts one slice; {@code each} is the error of all rows that have one, if it is the same. */
  private void count(long[] rows, long[] wrong, long each, int slice, SliceSums counted) {
    long size = 0;
    long erring = 0;
    long sum = 0;
    long largest = 0;
    for (int word = 0; word < rows.length; word++) {
      size += Long.bitCount(rows[word]);
      long rest = rows[word] & wrong[word];
      if (each >= 0) {
        erring += Long.bitCount(rest);
      } else {
        while (rest != 0) {
          long error = errors[word << 6 | Long.numberOfTrailingZeros(rest)];
          sum += error;
          largest = Math.max(largest, error);
          rest &= rest - 1;
        }
      }
    }
    counted.sizes()[slice] = size;
    counted.sums()[slice] = each >= 0 ? erring * each : sum;
    counted.largest()[slice] = each >= 0 && erring > 0 ? each : largest;
  }
}
