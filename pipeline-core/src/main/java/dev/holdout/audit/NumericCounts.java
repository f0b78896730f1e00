package dev.holdout.audit;

import dev.holdout.stat.AdaptiveHistogram;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Counts of a numeric column's values; null, NaN and infinities are missing.
 *
 * <p>Size: {@value #BINS} bins of 96 bytes at most, twice that while filling, and the distinct
 * numbers of Training.
 */
final class NumericCounts implements ColumnCounts {
  private static final int BINS = 4096;

  private final AdaptiveHistogram histogram;
  private final DistinctNumbers distinct;
  private final long[] missing = new long[Cell.CHANNELS];
  private boolean whole = true;

  NumericCounts() {
    this(new AdaptiveHistogram(Cell.CHANNELS, BINS), new DistinctNumbers());
  }

  private NumericCounts(AdaptiveHistogram histogram, DistinctNumbers distinct) {
    this.histogram = histogram;
    this.distinct = distinct;
  }

  @Override
  public void add(Row row, int field, Place place) {
    double value = row.isNullAt(field) ? Double.NaN : row.getDouble(field);
    if (!Double.isFinite(value)) {
      missing[place.first()]++;
      if (place.hasSecond()) {
        missing[place.second()]++;
      }
      return;
    }
    histogram.add(value, place.first());
    if (place.hasSecond()) {
      histogram.add(value, place.second());
    }
    if (place.first() < Cell.test(0)) {
      distinct.add(value);
      whole = whole && Math.rint(value) == value;
    }
  }

  @Override
  public void merge(ColumnCounts other) {
    NumericCounts same = (NumericCounts) other;
    histogram.merge(same.histogram);
    distinct.merge(same.distinct);
    whole &= same.whole;
    for (int channel = 0; channel < Cell.CHANNELS; channel++) {
      missing[channel] += same.missing[channel];
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    histogram.write(out);
    distinct.write(out);
    out.writeBoolean(whole);
    for (long count : missing) {
      out.writeLong(count);
    }
  }

  static NumericCounts read(DataInput in) throws IOException {
    NumericCounts counts = new NumericCounts(AdaptiveHistogram.read(in), DistinctNumbers.read(in));
    counts.whole = in.readBoolean();
    for (int channel = 0; channel < Cell.CHANNELS; channel++) {
      counts.missing[channel] = in.readLong();
    }
    return counts;
  }

  @Override
  public ColumnSummary summary(ProfiledColumn column) {
    AdaptiveHistogram.Bins bins = histogram.bins();
    List<Cell> cells = new ArrayList<>(bins.size());
    for (int bin = 0; bin < bins.size(); bin++) {
      long[] counts = new long[Cell.CHANNELS];
      for (int channel = 0; channel < Cell.CHANNELS; channel++) {
        counts[channel] = bins.counts()[channel][bin];
      }
      cells.add(new Cell(bins.values()[bin], "", counts));
    }
    Cell none = new Cell(0, Cell.NO_VALUE, missing.clone());
    return ColumnSummary.of(column, cells, none, histogram.exact(), distinct.estimate(), whole);
  }
}
