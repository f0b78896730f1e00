package dev.holdout.audit;

import dev.holdout.stat.AdaptiveHistogram;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Counts of a numeric column's values by label and span; null, NaN and infinities are missing.
 *
 * <p>Size: {@value #BINS} bins of 72 bytes at most, twice that while filling.
 */
final class NumericCounts implements ColumnCounts {
  private static final int BINS = 4096;
  private static final int CHANNELS = 2 * Span.COUNT;

  private final AdaptiveHistogram histogram;
  private final long[] missing;

  NumericCounts() {
    this(new AdaptiveHistogram(CHANNELS, BINS), new long[CHANNELS]);
  }

  private NumericCounts(AdaptiveHistogram histogram, long[] missing) {
    this.histogram = histogram;
    this.missing = missing;
  }

  @Override
  public void add(Row row, int field, Place place) {
    int channel = 2 * place.span().index() + place.label();
    double value = row.isNullAt(field) ? Double.NaN : row.getDouble(field);
    if (Double.isFinite(value)) {
      histogram.add(value, channel);
    } else {
      missing[channel]++;
    }
  }

  @Override
  public void merge(ColumnCounts other) {
    NumericCounts same = (NumericCounts) other;
    histogram.merge(same.histogram);
    for (int channel = 0; channel < CHANNELS; channel++) {
      missing[channel] += same.missing[channel];
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    histogram.write(out);
    for (long count : missing) {
      out.writeLong(count);
    }
  }

  static NumericCounts read(DataInput in) throws IOException {
    NumericCounts counts = new NumericCounts(AdaptiveHistogram.read(in), new long[CHANNELS]);
    for (int channel = 0; channel < CHANNELS; channel++) {
      counts.missing[channel] = in.readLong();
    }
    return counts;
  }

  @Override
  public ColumnSummary summary(ProfiledColumn column) {
    AdaptiveHistogram.Bins bins = histogram.bins();
    List<Cell> cells = new ArrayList<>(bins.size());
    for (int bin = 0; bin < bins.size(); bin++) {
      long[] counts = new long[CHANNELS];
      for (int channel = 0; channel < CHANNELS; channel++) {
        counts[channel] = bins.counts()[channel][bin];
      }
      cells.add(cell(bins.values()[bin], "", counts));
    }
    Cell none = cell(0, Cell.NO_VALUE, missing);
    return new ColumnSummary(
        column, cells, none, histogram.exact(), cells.size(), ColumnAuc.ofNumbers(cells, none));
  }

  private static Cell cell(double value, String text, long[] counts) {
    long[] labels = new long[2];
    long[] spans = new long[Span.COUNT];
    for (int channel = 0; channel < CHANNELS; channel++) {
      labels[channel % 2] += counts[channel];
      spans[channel / 2] += counts[channel];
    }
    return new Cell(
        value, text, labels[0], labels[1], spans[Span.EARLY.index()], spans[Span.LATE.index()]);
  }
}
