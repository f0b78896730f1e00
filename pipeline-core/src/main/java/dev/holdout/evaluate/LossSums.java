package dev.holdout.evaluate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Sums of losses, of their squares and of scores over the rows whose score is a probability.
 *
 * <p>Where rows are not weighted the sums are exact, the same to the last bit in any order and
 * division. Sums of weighted terms are doubles. Size: 120 bytes.
 */
final class LossSums {
  private static final int TERMS = 5;
  private static final int LOG_LOSS = 0;
  private static final int SQUARED_LOG_LOSS = 1;
  private static final int BRIER = 2;
  private static final int SQUARED_BRIER = 3;
  private static final int SCORE = 4;

  private final boolean weighted;
  private final long[] exact = new long[2 * TERMS];
  private final double[] sums = new double[TERMS];

  LossSums(boolean weighted) {
    this.weighted = weighted;
  }

  /** Takes {@code count} rows of these terms and of this weight each. */
  void add(LossTerms row, long count, double weight) {
    if (weighted) {
      double all = count * weight;
      sums[LOG_LOSS] += row.logLoss() * all;
      sums[SQUARED_LOG_LOSS] += row.logLoss() * row.logLoss() * all;
      sums[BRIER] += row.brier() * all;
      sums[SQUARED_BRIER] += row.brier() * row.brier() * all;
      sums[SCORE] += row.score() * all;
    } else {
      FixedPoint.add(exact, 2 * LOG_LOSS, row.logLossUnits(), count);
      FixedPoint.add(exact, 2 * SQUARED_LOG_LOSS, row.squaredLogLossUnits(), count);
      FixedPoint.add(exact, 2 * BRIER, row.brierUnits(), count);
      FixedPoint.add(exact, 2 * SQUARED_BRIER, row.squaredBrierUnits(), count);
      FixedPoint.add(exact, 2 * SCORE, row.scoreUnits(), count);
    }
  }

  void merge(LossSums other) {
    FixedPoint.merge(exact, other.exact, 0, TERMS);
    for (int term = 0; term < TERMS; term++) {
      sums[term] += other.sums[term];
    }
  }

  double logLoss() {
    return value(LOG_LOSS, LossTerms.LOG_LOSS_BITS);
  }

  double squaredLogLoss() {
    return value(SQUARED_LOG_LOSS, LossTerms.SQUARED_LOG_LOSS_BITS);
  }

  double brier() {
    return value(BRIER, LossTerms.UNIT_BITS);
  }

  double squaredBrier() {
    return value(SQUARED_BRIER, LossTerms.UNIT_BITS);
  }

  double scores() {
    return value(SCORE, LossTerms.UNIT_BITS);
  }

  private double value(int term, int fractionBits) {
    return weighted ? sums[term] : FixedPoint.value(exact, 2 * term, fractionBits);
  }

  void write(DataOutput out) throws IOException {
    for (long half : exact) {
      out.writeLong(half);
    }
    for (double sum : sums) {
      out.writeDouble(sum);
    }
  }

  static LossSums read(DataInput in, boolean weighted) throws IOException {
    LossSums read = new LossSums(weighted);
    for (int at = 0; at < read.exact.length; at++) {
      read.exact[at] = in.readLong();
    }
    for (int term = 0; term < TERMS; term++) {
      read.sums[term] = in.readDouble();
    }
    return read;
  }
}
