package dev.holdout.evaluate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Labels and scores by 15 equal-width bins of [0, 1], closed below, the last closed above: what
 * {@link CalibrationError} needs, exactly.
 *
 * <p>Size: 15 × 32 bytes.
 */
final class CalibrationCells {
  static final int CELLS = 15;
  private static final int SCORE_BITS = 62;

  private final long[] rows = new long[CELLS];
  private final long[] positives = new long[CELLS];
  private final FixedSum[] scores = new FixedSum[CELLS];

  CalibrationCells() {
    for (int cell = 0; cell < CELLS; cell++) {
      scores[cell] = new FixedSum(SCORE_BITS);
    }
  }

  /** Takes {@code count} rows of one score in [0, 1]. */
  void add(double score, boolean positive, long count) {
    int cell = cellOf(score);
    rows[cell] += count;
    positives[cell] += positive ? count : 0;
    scores[cell].add(score, count);
  }

  void merge(CalibrationCells other) {
    for (int cell = 0; cell < CELLS; cell++) {
      rows[cell] += other.rows[cell];
      positives[cell] += other.positives[cell];
      scores[cell].merge(other.scores[cell]);
    }
  }

  long rows(int cell) {
    return rows[cell];
  }

  long positives(int cell) {
    return positives[cell];
  }

  double scoreSum(int cell) {
    return scores[cell].value();
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
    for (int cell = 0; cell < CELLS; cell++) {
      out.writeLong(rows[cell]);
      out.writeLong(positives[cell]);
      scores[cell].write(out);
    }
  }

  static CalibrationCells read(DataInput in) throws IOException {
    CalibrationCells cells = new CalibrationCells();
    for (int cell = 0; cell < CELLS; cell++) {
      cells.rows[cell] = in.readLong();
      cells.positives[cell] = in.readLong();
      cells.scores[cell] = FixedSum.read(in, SCORE_BITS);
    }
    return cells;
  }
}
