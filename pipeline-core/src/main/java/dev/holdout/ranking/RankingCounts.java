package dev.holdout.ranking;

import dev.holdout.measure.Counted;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.MeanEstimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.ModifiedWilson;
import dev.holdout.measure.Student;
import dev.holdout.stat.DoubleSums;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Sums of the metrics of queries, and counts of rows and queries that could not be used; mergeable.
 *
 * <p>Interval of a mean: {@link ModifiedWilson}, of as many trials as give the variance that the
 * mean has over Kish's effective number of queries, at the quantile of Student's t; where one query
 * in a hundred is not ranked without a fault, a plain t interval misses the truth. Those trials are
 * more than the queries; where they have few misses (or hits), whose sizes tell little of those of
 * others, they are drawn to the number of queries. Where all queries have the same value, that of
 * {@link MeanEstimate}.
 *
 * <p>Size: 300 bytes.
 */
public final class RankingCounts implements State<RankingCounts> {
  private static final int METRICS = RankingMetric.all().size();

  /** What is read of a query, in this order: the tallies, its weight, the value of each metric. */
  static final StructType COLUMNS = columns();

  /** Queries that are not ranked without a fault, or not quite wrongly, and are few. */
  private static final double FEW = 2;

  private static final int WEIGHT = 2 * METRICS;
  private static final int SQUARED_WEIGHT = WEIGHT + 1;

  private final long[] tallies = new long[Tally.values().length];
  private DoubleSums sums = new DoubleSums(2 * METRICS + 2);

  /** What is counted. */
  enum Tally {
    ROWS(""),
    QUERIES(""),
    NO_QUERY("[row has|rows have] no query and [is|are] part of no metric."),
    NO_SCORE("[row has|rows have] no finite score and [is|are] part of no metric."),
    NO_LABEL("[row has|rows have] no finite label and [is|are] part of no metric."),
    NEGATIVE_LABEL("[row has|rows have] a label below 0 and [is|are] part of no metric."),
    NO_WEIGHT("[row has|rows have] no weight of 0 or more and [is|are] part of no metric."),
    NOTHING_RELEVANT("[query has|queries have] no relevant item and [is|are] part of no metric.");

    private final String note;

    Tally(String note) {
      this.note = note;
    }

    /** Its place among the tallies. */
    @SuppressWarnings("EnumOrdinal") // Counts are never kept beyond the scan that made them.
    int at() {
      return ordinal();
    }
  }

  long of(Tally tally) {
    return tallies[tally.at()];
  }

  private static StructType columns() {
    StructType columns = new StructType();
    for (Tally tally : Tally.values()) {
      columns = columns.add("tally" + tally.at(), DataTypes.LongType, false);
    }
    columns = columns.add("weight", DataTypes.DoubleType, false);
    for (int at = 0; at < METRICS; at++) {
      columns = columns.add("metric" + at, DataTypes.DoubleType, false);
    }
    return columns;
  }

  /** The counts of no queries, to begin with. */
  public static Statistic<RankingCounts> statistic() {
    return new Of();
  }

  private record Of() implements Statistic<RankingCounts> {
    @Override
    public RankingCounts empty() {
      return new RankingCounts();
    }

    @Override
    public RankingCounts read(DataInput in) throws IOException {
      RankingCounts counts = new RankingCounts();
      for (int at = 0; at < counts.tallies.length; at++) {
        counts.tallies[at] = in.readLong();
      }
      counts.sums = DoubleSums.read(in);
      return counts;
    }
  }

  /** Takes a query in, whose columns are {@link #COLUMNS}. */
  @Override
  public void add(Row query) {
    for (int at = 0; at < tallies.length; at++) {
      tallies[at] += query.getLong(at);
    }
    if (query.getLong(Tally.QUERIES.at()) == 0) {
      return;
    }
    double weight = query.getDouble(tallies.length);
    sums.add(WEIGHT, weight);
    sums.addProduct(SQUARED_WEIGHT, weight, weight);
    for (int at = 0; at < METRICS; at++) {
      double value = query.getDouble(tallies.length + 1 + at);
      sums.addProduct(at, weight, value);
      sums.addProduct(METRICS + at, weight, value * value);
    }
  }

  @Override
  public void merge(RankingCounts other) {
    for (int at = 0; at < tallies.length; at++) {
      tallies[at] += other.tallies[at];
    }
    sums.merge(other.sums);
  }

  /** Queries that are part of the metrics. */
  public long queries() {
    return of(Tally.QUERIES);
  }

  /** Kish's effective number of queries. */
  double effectiveQueries() {
    double weight = sums.value(WEIGHT);
    return weight > 0 ? weight * weight / sums.value(SQUARED_WEIGHT) : 0;
  }

  /** The mean of a metric over queries. */
  Measure value(RankingMetric metric) {
    if (queries() == 0) {
      return Measure.undefined(
          of(Tally.NOTHING_RELEVANT) == 0 ? "no queries" : "no query has a relevant item");
    }
    double weight = sums.value(WEIGHT);
    return weight > 0
        ? Measure.of(sums.value(RankingMetric.all().indexOf(metric)) / weight)
        : Measure.undefined("all weights are 0");
  }

  /** The same with intervals; empty where it is undefined. */
  Optional<Estimate> estimate(RankingMetric metric) {
    return value(metric).value().map(mean -> estimate(metric, mean));
  }

  private Estimate estimate(RankingMetric metric, double mean) {
    double queries = effectiveQueries();
    double square = sums.value(METRICS + RankingMetric.all().indexOf(metric)) / sums.value(WEIGHT);
    double variance = square - mean * mean;
    Estimate estimate =
        queries >= 2 && variance > 1e-14
            ? ofVarying(queries, mean, variance)
            : MeanEstimate.of(queries, mean * queries, square * queries, 1);
    return new Estimate(
        mean,
        estimate.method(),
        z -> {
          Interval interval = estimate.at(z);
          return new Interval(Math.max(0, interval.lower()), Math.min(1, interval.upper()));
        });
  }

  private static Estimate ofVarying(double queries, double mean, double variance) {
    double full = mean * (1 - mean) * (queries - 1) / variance;
    double faulty = full * Math.min(mean, 1 - mean);
    double known = faulty / (faulty + FEW);
    double trials = Math.pow(full, known) * Math.pow(queries, 1 - known);
    Estimate share = ModifiedWilson.estimate(mean * trials, trials);
    return share.stretched(share.method(), z -> Student.quantile(z, queries - 1));
  }

  /** What a reader must know of rows and queries that are part of no metric. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Tally tally : Tally.values()) {
      if (!tally.note.isEmpty() && of(tally) > 0) {
        notes.add(Counted.of(of(tally), tally.note));
      }
    }
    return notes;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (long tally : tallies) {
      out.writeLong(tally);
    }
    sums.write(out);
  }
}
