package dev.holdout.evaluate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Labels and scores by 15 equal-width bins of [0, 1], closed below, the last closed above: what
 * {@link CalibrationError} needs, exactly where rows are not weighted.
 *
 * <p>Size: 15 × 32 bytes, 15 × 56 if weighted.
 */
final class CalibrationCells {
  static final int CELLS = 15;

  private static final int EXACT = 4;
  private static final int POSITIVES = 1;
  private static final int SCORES = 2;
  private static final int WEIGHTED = 3;

  /** By cell: rows, positives, the sum of scores in two halves. */
  private final long[] exact = new long[EXACT * CELLS];

  /** By cell: weights of rows, of positives, weighted scores; empty unless weighted. */
  private final double[] sums;

  CalibrationCells(boolean weighted) {
    sums = new double[weighted ? WEIGHTED * CELLS : 0];
  }

  /** Takes {@code count} rows of one score in [0, 1], each of this weight. */
  void add(LossTerms row, boolean positive, long count, double weight) {
    int at = EXACT * row.cell();
    exact[at] += count;
    exact[at + POSITIVES] += positive ? count : 0;
    FixedPoint.add(exact, at + SCORES, row.scoreUnits(), count);
    if (sums.length > 0) {
      int from = WEIGHTED * row.cell();
      sums[from] += count * weight;
      sums[from + POSITIVES] += positive ? count * weight : 0;
      sums[from + SCORES] += row.score() * count * weight;
    }
  }

  void merge(CalibrationCells other) {
    for (int cell = 0; cell < CELLS; cell++) {
      int at = EXACT * cell;
      exact[at] += other.exact[at];
      exact[at + POSITIVES] += other.exact[at + POSITIVES];
      FixedPoint.merge(exact, other.exact, at + SCORES, 1);
    }
    for (int at = 0; at < sums.length; at++) {
      sums[at] += other.sums[at];
    }
  }

  /** Rows, or the sum of their weights. */
  private double rows(int cell) {
    return sums.length > 0 ? sums[WEIGHTED * cell] : exact[EXACT * cell];
  }

  private double positives(int cell) {
    return sums.length > 0 ? sums[WEIGHTED * cell + POSITIVES] : exact[EXACT * cell + POSITIVES];
  }

  private double scoreSum(int cell) {
    return sums.length > 0
        ? sums[WEIGHTED * cell + SCORES]
        : FixedPoint.value(exact, EXACT * cell + SCORES, LossTerms.UNIT_BITS);
  }

  /** All cells, each sum taken so many times. */
  ScoreCells scaled(double scale) {
    double[][] scaled = new double[3][CELLS];
    for (int cell = 0; cell < CELLS; cell++) {
      scaled[0][cell] = scale * rows(cell);
      scaled[1][cell] = scale * positives(cell);
      scaled[2][cell] = scale * scoreSum(cell);
    }
    return new ScoreCells(scaled[0], scaled[1], scaled[2]);
  }

  /** The cell whose edges, {@code cell / 15.0} as doubles, hold the score. */
  static int cellOf(double score) {
    int cell = Math.min(CELLS - 1, (int) (score * CELLS));
    if (score < cell / (double) CELLS) {
      return cell - 1;
    }
    if (cell < CELLS - 1 && score >= (cell + 1) / (double) CELLS) {
      return cell + 1;
    }
    return cell;
  }

  void write(DataOutput out) throws IOException {
    for (long place : exact) {
      out.writeLong(place);
    }
    for (double sum : sums) {
      out.writeDouble(sum);
    }
  }

  static CalibrationCells read(DataInput in, boolean weighted) throws IOException {
    CalibrationCells cells = new CalibrationCells(weighted);
    for (int at = 0; at < cells.exact.length; at++) {
      cells.exact[at] = in.readLong();
    }
    for (int at = 0; at < cells.sums.length; at++) {
      cells.sums[at] = in.readDouble();
    }
    return cells;
  }
}
