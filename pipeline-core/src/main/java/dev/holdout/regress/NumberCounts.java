package dev.holdout.regress;

import dev.holdout.measure.Counted;
import dev.holdout.stat.BinnedSums;
import dev.holdout.stat.DoubleSums;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/**
 * All that the metrics of predicted numbers need of a set of rows: sums of the values and of their
 * errors, the errors by size, what is known by prediction, and counts of what could not be used.
 *
 * <p>Reads by position: 0 the actual value, 1 the predicted one, 2 the weight, 3 and 4 the lower
 * and upper bound of a predicted interval, or null.
 *
 * <p>A row counts when both its values are finite and no larger than {@value #LARGEST} either way
 * (so that fourth powers are finite), and its weight is finite and not negative; other rows are
 * counted by what they lack and are part of no metric. Rows without an interval are part of all
 * metrics but those of intervals; rows whose actual value is 0 of all but the relative error.
 *
 * <p>Sums are kept in two doubles each ({@link DoubleSums}), squares and products of values without
 * rounding, so that variances do not suffer from cancellation.
 *
 * <p>Size: 700 bytes, 40 bytes for each bin of errors (at most {@link #MOST_BINS}, fewer where
 * there are many states) and 136 bytes for each bin of predictions (an eighth as many, at most
 * {@value #PREDICTION_BINS}).
 */
public final class NumberCounts implements State<NumberCounts> {
  /** Largest value of a row that counts, either way. */
  public static final double LARGEST = 1e75;

  /** Most bins of errors. */
  public static final int MOST_BINS = 1 << 15;

  static final int PREDICTION_BINS = 1024;
  private static final int FEWEST_BINS = 1 << 10;
  private static final long MOST_BINS_IN_ALL = 1L << 21;

  // Channels of the bins of predictions.
  static final int BIN_WEIGHT = 0;
  static final int BIN_SQUARED_WEIGHT = 1;
  static final int BIN_ROWS = 2;
  static final int BIN_PREDICTED = 3;
  static final int BIN_ACTUAL = 4;
  static final int BIN_SQUARED_ACTUAL = 5;
  static final int BIN_ABSOLUTE = 6;
  private static final int BIN_CHANNELS = 7;

  private static final int ROWS = 0;
  private static final int UNUSABLE = 1;
  private static final int NULL_LABELS = 2;
  private static final int NULL_PREDICTIONS = 3;
  private static final int TOO_LARGE = 4;
  private static final int BAD_WEIGHTS = 5;
  private static final int ZEROS = 6;
  private static final int INTERVALS = 7;
  private static final int CROSSED = 8;
  private static final int TALLIES = 9;

  private final Of of;
  private final long[] tallies = new long[TALLIES];
  private DoubleSums sums = new DoubleSums(NumberSum.values().length);

  /** Weights by error, predicted less actual. */
  private BinnedSums errors;

  private BinnedSums predictions;

  private NumberCounts(Of of) {
    this.of = of;
    this.errors = new BinnedSums(1, of.bins);
    this.predictions = new BinnedSums(BIN_CHANNELS, Math.min(PREDICTION_BINS, of.bins / 8));
  }

  /**
   * Counts of rows.
   *
   * @param quantile the level that the predictions are quantiles of, in (0, 1), for the pinball
   *     loss; empty where they are not
   * @param groups how many states there will be at the most; they share 2<sup>21</sup> bins
   */
  public static Statistic<NumberCounts> statistic(OptionalDouble quantile, long groups) {
    if (quantile.isPresent() && !(quantile.getAsDouble() > 0 && quantile.getAsDouble() < 1)) {
      throw new IllegalArgumentException("quantile level " + quantile.getAsDouble());
    }
    long share = Long.highestOneBit(Math.max(1, MOST_BINS_IN_ALL / groups));
    int bins = (int) Math.min(MOST_BINS, Math.max(FEWEST_BINS, share));
    return new Of(quantile.orElse(Double.NaN), bins);
  }

  /** Counts kept by hand, without a table. */
  public static NumberCounts empty(OptionalDouble quantile) {
    return statistic(quantile, 1).empty();
  }

  private record Of(double quantile, int bins) implements Statistic<NumberCounts> {
    @Override
    public Consumer<NumberCounts> of(Row row) {
      return NumberRow.of(row, quantile);
    }

    @Override
    public NumberCounts empty() {
      return new NumberCounts(this);
    }

    @Override
    public NumberCounts read(DataInput in) throws IOException {
      NumberCounts counts = new NumberCounts(this);
      for (int at = 0; at < TALLIES; at++) {
        counts.tallies[at] = in.readLong();
      }
      counts.sums = DoubleSums.read(in);
      counts.errors = BinnedSums.read(in);
      counts.predictions = BinnedSums.read(in);
      return counts;
    }
  }

  @Override
  public void add(Row row) {
    add(NumberRow.of(row, of.quantile));
  }

  /**
   * Takes one row in; NaN stands for what is missing.
   *
   * @param weight of the row; 1 where rows have none. A row of weight 0 is as good as absent
   * @param lower of the predicted interval
   * @param upper of the predicted interval
   */
  public void add(double actual, double predicted, double weight, double lower, double upper) {
    add(new NumberRow(actual, predicted, weight, lower, upper, of.quantile));
  }

  void add(NumberRow row) {
    if (row.weight == 0) {
      return;
    }
    if (!row.usable) {
      tallyUnusable(row);
      return;
    }
    tallies[ROWS]++;
    tallies[ZEROS] += row.actual == 0 ? 1 : 0;
    tallies[INTERVALS] += row.bounded ? 1 : 0;
    tallies[CROSSED] += row.crossed ? 1 : 0;
    sums.merge(row.terms);
    errors.add(row.error, 0, row.weight);
    int bin = predictions.place(row.predicted);
    predictions.addTo(bin, BIN_ROWS, 1);
    predictions.addTo(bin, BIN_WEIGHT, row.weight);
    predictions.addTo(bin, BIN_SQUARED_WEIGHT, row.weight, row.weight);
    predictions.addTo(bin, BIN_PREDICTED, row.weight, row.predicted);
    predictions.addTo(bin, BIN_ACTUAL, row.weight, row.actual);
    predictions.addTo(bin, BIN_SQUARED_ACTUAL, row.weight, row.actual * row.actual);
    predictions.addTo(bin, BIN_ABSOLUTE, row.weight, Math.abs(row.error));
  }

  private void tallyUnusable(NumberRow row) {
    boolean tooLarge = Math.abs(row.actual) > LARGEST || Math.abs(row.predicted) > LARGEST;
    tallies[UNUSABLE]++;
    tallies[NULL_LABELS] += Double.isNaN(row.actual) ? 1 : 0;
    tallies[NULL_PREDICTIONS] += Double.isNaN(row.predicted) ? 1 : 0;
    tallies[TOO_LARGE] += tooLarge ? 1 : 0;
    tallies[BAD_WEIGHTS] += NumberRow.isWeight(row.weight) ? 0 : 1;
  }

  @Override
  public void merge(NumberCounts other) {
    for (int at = 0; at < TALLIES; at++) {
      tallies[at] += other.tallies[at];
    }
    sums.merge(other.sums);
    errors.merge(other.errors);
    predictions.merge(other.predictions);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (long tally : tallies) {
      out.writeLong(tally);
    }
    sums.write(out);
    errors.write(out);
    predictions.write(out);
  }

  /** Rows that are part of the metrics. */
  public long rows() {
    return tallies[ROWS];
  }

  /** Rows left out for want of a value or a weight. */
  public long unusable() {
    return tallies[UNUSABLE];
  }

  /** Rows whose actual value is null or NaN. */
  public long nullLabels() {
    return tallies[NULL_LABELS];
  }

  /** Of {@link #rows}, those whose actual value is 0. */
  public long zeros() {
    return tallies[ZEROS];
  }

  /** Of {@link #rows}, those with a predicted interval. */
  public long intervals() {
    return tallies[INTERVALS];
  }

  /** Sum of all weights. */
  public double weight() {
    return sum(NumberSum.WEIGHT);
  }

  /** Kish's effective number of rows, (Σw)² / Σw²: the rows where all weights are equal. */
  public double effectiveRows() {
    return effective(NumberSum.WEIGHT, NumberSum.SQUARED_WEIGHT);
  }

  /** The level that the predictions are quantiles of; empty where they are not. */
  OptionalDouble quantile() {
    return Double.isNaN(of.quantile) ? OptionalDouble.empty() : OptionalDouble.of(of.quantile);
  }

  double sum(NumberSum sum) {
    return sums.value(sum.at());
  }

  BigDecimal decimal(NumberSum sum) {
    return sums.decimal(sum.at());
  }

  /** Kish's effective number of rows from the sums of weights and of their squares. */
  double effective(NumberSum weight, NumberSum squares) {
    return sum(squares) > 0 ? sum(weight) * sum(weight) / sum(squares) : 0;
  }

  /** Weights by error, predicted less actual. */
  BinnedSums errors() {
    return errors;
  }

  /** What is known by prediction. */
  BinnedSums predictions() {
    return predictions;
  }

  /** What a reader must know of rows that are part of no metric, or not of all. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    Counted.add(
        notes,
        tallies[NULL_LABELS],
        "[row has|rows have] no label and [is|are] part of no metric.");
    Counted.add(
        notes,
        tallies[NULL_PREDICTIONS],
        "[row has|rows have] no prediction and [is|are] part of no metric.");
    Counted.add(
        notes,
        tallies[TOO_LARGE],
        "[row has|rows have] values beyond 1e75 and [is|are] part of no metric.");
    Counted.add(
        notes,
        tallies[BAD_WEIGHTS],
        "[row has|rows have] no usable weight and [is|are] part of no metric.");
    Counted.add(
        notes,
        tallies[ZEROS],
        "[row has|rows have] an actual value of 0 and [is|are] no part of mape.");
    Counted.add(
        notes,
        tallies[CROSSED],
        "[row has|rows have] an interval that ends before it begins; metrics of intervals leave"
            + " [it|them] out.");
    if (intervals() > 0) {
      Counted.add(
          notes,
          rows() - intervals() - tallies[CROSSED],
          "[row has|rows have] no predicted interval; metrics of intervals leave [it|them] out.");
    }
    return notes;
  }
}
