package dev.holdout.ranking;

import dev.holdout.measure.Counted;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.MeanEstimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.ModifiedWilson;
import dev.holdout.measure.Student;
import dev.holdout.stat.DoubleSums;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
final class RankingCounts {
  private static final int METRICS = RankingMetric.all().size();

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

  void count(Tally tally) {
    tallies[tally.at()]++;
  }

  long of(Tally tally) {
    return tallies[tally.at()];
  }

  /** Takes a query in that has rows. */
  void add(QueryRanking query, int most) {
    tallies[Tally.ROWS.at()] += query.rows();
    if (query.relevantRows() == 0) {
      count(Tally.NOTHING_RELEVANT);
      return;
    }
    count(Tally.QUERIES);
    double weight = query.weight();
    sums.add(WEIGHT, weight);
    sums.addProduct(SQUARED_WEIGHT, weight, weight);
    for (int at = 0; at < METRICS; at++) {
      double value = RankingMetric.all().get(at).of(query, most);
      sums.addProduct(at, weight, value);
      sums.addProduct(METRICS + at, weight, value * value);
    }
  }

  void merge(RankingCounts other) {
    for (int at = 0; at < tallies.length; at++) {
      tallies[at] += other.tallies[at];
    }
    sums.merge(other.sums);
  }

  Measure measure(RankingMetric metric, double z) {
    if (of(Tally.QUERIES) == 0) {
      return Measure.undefined(
          of(Tally.NOTHING_RELEVANT) == 0 ? "no queries" : "no query has a relevant item");
    }
    double weight = sums.value(WEIGHT);
    if (!(weight > 0)) {
      return Measure.undefined("all weights are 0");
    }
    double queries = weight * weight / sums.value(SQUARED_WEIGHT);
    int at = RankingMetric.all().indexOf(metric);
    double mean = sums.value(at) / weight;
    double square = sums.value(METRICS + at) / weight;
    double variance = square - mean * mean;
    Estimate estimate =
        queries >= 2 && variance > 1e-14
            ? ofVarying(queries, mean, variance)
            : MeanEstimate.of(queries, mean * queries, square * queries, 1);
    Measure measure = estimate.measure(z);
    return Measure.of(
        mean,
        Math.max(0, measure.lower().orElseThrow()),
        Math.min(1, measure.upper().orElseThrow()),
        estimate.method());
  }

  private static Estimate ofVarying(double queries, double mean, double variance) {
    double full = mean * (1 - mean) * (queries - 1) / variance;
    double faulty = full * Math.min(mean, 1 - mean);
    double known = faulty / (faulty + FEW);
    double trials = Math.pow(full, known) * Math.pow(queries, 1 - known);
    Estimate share = ModifiedWilson.estimate(mean * trials, trials);
    return share.stretched(share.method(), z -> Student.quantile(z, queries - 1));
  }

  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Tally tally : Tally.values()) {
      if (!tally.note.isEmpty() && of(tally) > 0) {
        notes.add(Counted.of(of(tally), tally.note));
      }
    }
    return notes;
  }

  void write(DataOutput out) throws IOException {
    for (long tally : tallies) {
      out.writeLong(tally);
    }
    sums.write(out);
  }

  static RankingCounts read(DataInput in) throws IOException {
    RankingCounts counts = new RankingCounts();
    for (int at = 0; at < counts.tallies.length; at++) {
      counts.tallies[at] = in.readLong();
    }
    counts.sums = DoubleSums.read(in);
    return counts;
  }
}
