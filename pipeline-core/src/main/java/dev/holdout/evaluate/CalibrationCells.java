package dev.holdout.evaluate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Labels and scores by 15 equal-width bins of [0, 1], closed below, the last closed above: what
 * {@link CalibrationError} needs, exactly where rows are not weighted.
 *
 * <p>Size: 15 × 40 bytes.
 */
final class CalibrationCells {
  static final int CELLS = 15;
  private static final int SCORE_BITS = 62;

  private final boolean weighted;
  private final double[] rows = new double[CELLS];
  private final double[] positives = new double[CELLS];
  private final double[] weightedScores = new double[CELLS];
  private final FixedSum[] scores = new FixedSum[CELLS];

  CalibrationCells(boolean weighted) {
    this.weighted = weighted;
    for (int cell = 0; cell < CELLS; cell++) {
      scores[cell] = new FixedSum(SCORE_BITS);
    }
  }

  /** Takes {@code count} rows of one score in [0, 1], each of this weight. */
  void add(LossTerms terms, boolean positive, long count, double weight) {
    int cell = terms.cell();
    rows[cell] += count * weight;
    positives[cell] += positive ? count * weight : 0;
    if (weighted) {
      weightedScores[cell] += terms.score() * count * weight;
    } else {
      scores[cell].add(terms.score(), count);
    }
  }

  void merge(CalibrationCells other) {
    for (int cell = 0; cell < CELLS; cell++) {
      rows[cell] += other.rows[cell];
      positives[cell] += other.positives[cell];
      weightedScores[cell] += other.weightedScores[cell];
      scores[cell].merge(other.scores[cell]);
    }
  }

  /** Rows, or the sum of their weights. */
  double rows(int cell) {
    return rows[cell];
  }

  double positives(int cell) {
    return positives[cell];
  }

  double scoreSum(int cell) {
    return weighted ? weightedScores[cell] : scores[cell].value();
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
      out.writeDouble(rows[cell]);
      out.writeDouble(positives[cell]);
      out.writeDouble(weightedScores[cell]);
      scores[cell].write(out);
    }
  }

  static CalibrationCells read(DataInput in, boolean weighted) throws IOException {
    CalibrationCells cells = new CalibrationCells(weighted);
    for (int cell = 0; cell < CELLS; cell++) {
      cells.rows[cell] = in.readDouble();
      cells.positives[cell] = in.readDouble();
      cells.weightedScores[cell] = in.readDouble();
      cells.scores[cell] = FixedSum.read(in, SCORE_BITS);
    }
    return cells;
  }
}
