package dev.holdout.decide;

import dev.holdout.stat.AdaptiveHistogram;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Predictions, or how far they are from the actual values, by size.
 *
 * <p>Reads by position: 0 the actual value, 1 the predicted one. Size: 2<sup>15</sup> bins of 24
 * bytes; exact while distinct values are no more, and else with a relative error below
 * 2<sup>−10</sup> for values within a factor of a million.
 */
final class ErrorSizes implements State<ErrorSizes> {
  private static final int BINS = 1 << 15;

  private final boolean predictions;
  private final AdaptiveHistogram histogram;
  private long rows;

  private ErrorSizes(boolean predictions, AdaptiveHistogram histogram, long rows) {
    this.predictions = predictions;
    this.histogram = histogram;
    this.rows = rows;
  }

  static Statistic<ErrorSizes> ofPredictions() {
    return new Of(true);
  }

  static Statistic<ErrorSizes> ofErrors() {
    return new Of(false);
  }

  private record Of(boolean predictions) implements Statistic<ErrorSizes> {
    @Override
    public ErrorSizes empty() {
      return new ErrorSizes(predictions, new AdaptiveHistogram(1, BINS), 0);
    }

    @Override
    public ErrorSizes read(DataInput in) throws IOException {
      long rows = in.readLong();
      return new ErrorSizes(predictions, AdaptiveHistogram.read(in), rows);
    }
  }

  @Override
  public void add(Row row) {
    double predicted = row.getDouble(1);
    histogram.add(predictions ? predicted : Math.abs(row.getDouble(0) - predicted), 0);
    rows++;
  }

  @Override
  public void merge(ErrorSizes other) {
    histogram.merge(other.histogram);
    rows += other.rows;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(rows);
    histogram.write(out);
  }

  long rows() {
    return rows;
  }

  /** The value at a rank from 1, of a bin its upper end; empty where there is no such rank. */
  Optional<Double> atRank(long rank) {
    AdaptiveHistogram.Bins bins = histogram.bins();
    long below = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      below += bins.counts()[0][bin];
      if (below >= rank) {
        double value = bins.values()[bin];
        return Optional.of(value + Math.abs(value) * histogram.relativeError());
      }
    }
    return Optional.empty();
  }
}
