package dev.holdout.audit;

import dev.holdout.stat.AdaptiveHistogram;
import dev.holdout.stat.Quantiles;
import dev.holdout.stat.Scan;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Where Training and Test lie in time.
 *
 * @param axis the column of the time; times are its values as numbers
 * @param training of Training
 * @param test of Test
 * @param thirds the early and the late third of Training
 * @param testLater the chance that a random row of Test is later than a random row of Training,
 *     ties counting one half
 * @param trainingSinceTestBegins rows of Training not earlier than the first of Test
 * @param trainingAfterTestEnds rows of Training later than the last of Test
 * @param exact whether these counts are exact, and not of bins of times
 * @param rows rows of both that have a time
 * @param from the time below which one in a hundred rows lies
 * @param to the time above which one in a hundred rows lies
 */
record TimeLine(
    ProfiledColumn axis,
    Range training,
    Range test,
    Optional<TimeThirds> thirds,
    double testLater,
    long trainingSinceTestBegins,
    long trainingAfterTestEnds,
    boolean exact,
    long rows,
    double from,
    double to) {
  private static final double TAIL = 0.01;

  /** First and last moment. */
  record Range(double from, double to) {}

  /** Scans the one column of times. Empty if a partition has no row with a time. */
  static Optional<TimeLine> of(Rows rows, ProfiledColumn axis) {
    return Scan.of(rows.both().select(axis.values(), Rows.held()).na().drop(), new Times.Of())
        .line(axis);
  }

  /** Times, exact or in bins that do not depend on order. Size: 100 KB. */
  private static final class Times implements State<Times> {
    private static final int BINS = 4096;
    private static final int TRAINING = 0;
    private static final int TEST = 1;

    private final AdaptiveHistogram histogram;
    private final double[] first = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    private final double[] last = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};

    private Times(AdaptiveHistogram histogram) {
      this.histogram = histogram;
    }

    private record Of() implements Statistic<Times> {
      @Override
      public Times empty() {
        return new Times(new AdaptiveHistogram(2, BINS));
      }

      @Override
      public Times read(DataInput in) throws IOException {
        Times times = new Times(AdaptiveHistogram.read(in));
        for (int partition = TRAINING; partition <= TEST; partition++) {
          times.first[partition] = in.readDouble();
          times.last[partition] = in.readDouble();
        }
        return times;
      }
    }

    @Override
    public void add(Row row) {
      double time = row.getDouble(0);
      int partition = row.getBoolean(1) ? TEST : TRAINING;
      if (Double.isFinite(time)) {
        histogram.add(time, partition);
        first[partition] = Math.min(first[partition], time);
        last[partition] = Math.max(last[partition], time);
      }
    }

    @Override
    public void merge(Times other) {
      histogram.merge(other.histogram);
      for (int partition = TRAINING; partition <= TEST; partition++) {
        first[partition] = Math.min(first[partition], other.first[partition]);
        last[partition] = Math.max(last[partition], other.last[partition]);
      }
    }

    @Override
    public void write(DataOutput out) throws IOException {
      histogram.write(out);
      for (int partition = TRAINING; partition <= TEST; partition++) {
        out.writeDouble(first[partition]);
        out.writeDouble(last[partition]);
      }
    }

    private Optional<TimeLine> line(ProfiledColumn axis) {
      if (last[TRAINING] < first[TRAINING] || last[TEST] < first[TEST]) {
        return Optional.empty();
      }
      AdaptiveHistogram.Bins bins = histogram.bins();
      double below = 0;
      double later = 0;
      double known = 0;
      double held = 0;
      long sinceBegins = 0;
      long afterEnds = 0;
      for (int bin = 0; bin < bins.size(); bin++) {
        long training = bins.counts()[TRAINING][bin];
        long test = bins.counts()[TEST][bin];
        later += test * (below + training / 2.0);
        below += training;
        known += training;
        held += test;
        sinceBegins += bins.values()[bin] >= first[TEST] ? training : 0;
        afterEnds += bins.values()[bin] > last[TEST] ? training : 0;
      }
      Quantiles quantiles = Quantiles.of(histogram);
      return Optional.of(
          new TimeLine(
              axis,
              new Range(first[TRAINING], last[TRAINING]),
              new Range(first[TEST], last[TEST]),
              TimeThirds.of(bins.values(), bins.counts()[TRAINING]),
              later / (known * held),
              last[TRAINING] >= first[TEST] ? sinceBegins : 0,
              last[TRAINING] > last[TEST] ? afterEnds : 0,
              histogram.exact(),
              (long) (known + held),
              quantiles.at(TAIL),
              quantiles.at(1 - TAIL)));
    }
  }
}
