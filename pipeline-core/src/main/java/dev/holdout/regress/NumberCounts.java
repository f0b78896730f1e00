package dev.holdout.regress;

import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;

/** Sums of the errors of predicted numbers. */
public final class NumberCounts implements State<NumberCounts> {
  final double[] sums = new double[5];
  long rows;

  public static Statistic<NumberCounts> statistic(OptionalDouble quantile, long groups) {
    return new Of();
  }

  private record Of() implements Statistic<NumberCounts> {
    @Override
    public NumberCounts empty() {
      return new NumberCounts();
    }

    @Override
    public NumberCounts read(DataInput in) throws IOException {
      NumberCounts counts = new NumberCounts();
      counts.rows = in.readLong();
      for (int at = 0; at < counts.sums.length; at++) {
        counts.sums[at] = in.readDouble();
      }
      return counts;
    }
  }

  @Override
  public void add(Row row) {
    if (row.isNullAt(0) || row.isNullAt(1)) {
      return;
    }
    double actual = row.getDouble(0);
    double error = row.getDouble(1) - actual;
    rows++;
    sums[0] += error * error;
    sums[1] += Math.abs(error);
    sums[2] += actual;
    sums[3] += actual * actual;
    sums[4] += error;
  }

  @Override
  public void merge(NumberCounts other) {
    rows += other.rows;
    for (int at = 0; at < sums.length; at++) {
      sums[at] += other.sums[at];
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(rows);
    for (double sum : sums) {
      out.writeDouble(sum);
    }
  }

  public long rows() {
    return rows;
  }
}
