package dev.holdout.decide;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import dev.holdout.stat.AdaptiveHistogram;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Rows of both classes by a value, with the amounts that their decisions move; and counts of the
 * amounts that are none.
 *
 * <p>Reads rows of value, label and amounts, in this order. Rows without a finite value or a label
 * are left out. Size: 24 bytes a bin, 264 with amounts; twice that while filling.
 */
final class AmountCounts implements State<AmountCounts> {
  private static final int VALUE = 0;
  private static final int LABEL = 1;
  private static final int FIRST_AMOUNT = 2;
  private static final String[] FAULTS = {
    "null", "not finite", "below 0", "137,438,953,472 or more"
  };

  private final Of of;
  private final long[] row;
  private AdaptiveHistogram histogram;

  /** By column, then by fault. */
  private final long[] faults;

  private AmountCounts(Of of) {
    this.of = of;
    this.row = new long[of.columns.channels()];
    this.histogram = new AdaptiveHistogram(of.columns.channels(), of.maxBins);
    this.faults = new long[of.columns.names().size() * FAULTS.length];
  }

  /** Counts with at most so many bins. */
  static Statistic<AmountCounts> statistic(AmountColumns columns, int maxBins) {
    return new Of(columns, maxBins);
  }

  private record Of(AmountColumns columns, int maxBins) implements Statistic<AmountCounts> {
    @Override
    public AmountCounts empty() {
      return new AmountCounts(this);
    }

    @Override
    public AmountCounts read(DataInput in) throws IOException {
      AmountCounts read = new AmountCounts(this);
      read.histogram = AdaptiveHistogram.read(in);
      for (int at = 0; at < read.faults.length; at++) {
        read.faults[at] = in.readLong();
      }
      return read;
    }
  }

  @Override
  public void add(Row from) {
    if (from.isNullAt(VALUE) || from.isNullAt(LABEL) || !Double.isFinite(from.getDouble(VALUE))) {
      return;
    }
    boolean positive = from.getDouble(LABEL) == 1.0;
    double acted = amount(from, of.columns.acted(positive));
    double left = amount(from, of.columns.left(positive));
    Amounts.write(positive, acted, left, row);
    histogram.add(from.getDouble(VALUE), row);
  }

  /** The amount in a column; one that is none is counted, and is 0. */
  private double amount(Row from, int column) {
    if (column == AmountColumns.NONE) {
      return 0;
    }
    boolean isNull = from.isNullAt(FIRST_AMOUNT + column);
    double amount = isNull ? 0 : from.getDouble(FIRST_AMOUNT + column);
    int fault = isNull ? 0 : !Double.isFinite(amount) ? 1 : amount < 0 ? 2 : 3;
    if (isNull || !(amount >= 0 && amount < Amounts.LIMIT)) {
      faults[column * FAULTS.length + fault]++;
      return 0;
    }
    return amount;
  }

  @Override
  public void merge(AmountCounts other) {
    histogram.merge(other.histogram);
    for (int at = 0; at < faults.length; at++) {
      faults[at] += other.faults[at];
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    histogram.write(out);
    for (long count : faults) {
      out.writeLong(count);
    }
  }

  /** Counts and amounts by value, in the channels of {@link Amounts}. */
  AdaptiveHistogram histogram() {
    return histogram;
  }

  /** Throws when amounts were met that are none, with each column and how many. */
  void refuseFaults() {
    Problems problems = new Problems();
    List<String> names = of.columns.names();
    for (int at = 0; at < faults.length; at++) {
      if (faults[at] > 0) {
        problems.add(
            "column \"" + names.get(at / FAULTS.length) + "\"",
            Wording.count((double) faults[at])
                + " rows whose amount is "
                + FAULTS[at % FAULTS.length],
            "an amount of 0 or more in every row whose decision it weighs",
            "Correct the rows, or demand it of the column with required, min and max");
      }
    }
    problems.throwIfAny(ErrorCode.DATA_CONTRACT, "Cannot weigh decisions by amounts");
  }
}
