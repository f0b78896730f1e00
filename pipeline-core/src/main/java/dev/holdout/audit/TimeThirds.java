package dev.holdout.audit;

import dev.holdout.split.RowDigest;
import dev.holdout.split.Training;
import dev.holdout.stat.AdaptiveHistogram;
import dev.holdout.stat.Scan;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Where the early third of Training's rows ends and the late third begins, in microseconds since
 * 1970; both ends belong to their third.
 *
 * @param earlyUntil the last moment of the early third
 * @param lateFrom the first moment of the late third
 */
record TimeThirds(double earlyUntil, double lateFrom) {
  /**
   * Scans the one column of times. Empty when no row has a time, or when one moment holds so many
   * rows that the thirds would meet.
   */
  static Optional<TimeThirds> of(Training training, String time) {
    return Scan.of(training.rows().select(RowDigest.micros(time)).na().drop(), new Times.Of())
        .thirds();
  }

  /** Times, exact or in bins that do not depend on order. Size: 64 KB. */
  private static final class Times implements State<Times> {
    private static final int BINS = 4096;
    private final AdaptiveHistogram histogram;

    private Times(AdaptiveHistogram histogram) {
      this.histogram = histogram;
    }

    private record Of() implements Statistic<Times> {
      @Override
      public Times empty() {
        return new Times(new AdaptiveHistogram(1, BINS));
      }

      @Override
      public Times read(DataInput in) throws IOException {
        return new Times(AdaptiveHistogram.read(in));
      }
    }

    @Override
    public void add(Row row) {
      histogram.add(row.getDouble(0), 0);
    }

    @Override
    public void merge(Times other) {
      histogram.merge(other.histogram);
    }

    @Override
    public void write(DataOutput out) throws IOException {
      histogram.write(out);
    }

    private Optional<TimeThirds> thirds() {
      AdaptiveHistogram.Bins bins = histogram.bins();
      long[] counts = bins.counts()[0];
      long rows = 0;
      for (long count : counts) {
        rows += count;
      }
      if (rows == 0) {
        return Optional.empty();
      }
      int early = 0;
      for (long seen = counts[0]; 3 * seen < rows; seen += counts[early]) {
        early++;
      }
      int late = bins.size() - 1;
      for (long seen = counts[late]; 3 * seen < rows; seen += counts[late]) {
        late--;
      }
      return early < late
          ? Optional.of(new TimeThirds(bins.values()[early], bins.values()[late]))
          : Optional.empty();
    }
  }
}
