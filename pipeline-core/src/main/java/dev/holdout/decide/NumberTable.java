package dev.holdout.decide;

import dev.holdout.stat.AdaptiveHistogram;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * A column of numbers, binned. Null, NaN and infinities are missing: they are decided as the
 * largest or as the smallest values, whichever serves better.
 *
 * <p>Size: {@value #BINS} bins of 24 bytes, 120 with amounts; twice that while filling.
 */
final class NumberTable implements ColumnTable {
  private static final int BINS = 4_096;

  private final long[] missing;
  private final AdaptiveHistogram numbers;

  NumberTable(int channels) {
    this(new long[channels], new AdaptiveHistogram(channels, BINS));
  }

  private NumberTable(long[] missing, AdaptiveHistogram numbers) {
    this.missing = missing;
    this.numbers = numbers;
  }

  @Override
  public void add(Row row, int field, long[] part) {
    if (row.isNullAt(field) || !Double.isFinite(row.getDouble(field))) {
      ColumnTable.add(missing, part);
    } else {
      numbers.add(row.getDouble(field), part);
    }
  }

  @Override
  public void merge(ColumnTable other) {
    NumberTable same = (NumberTable) other;
    ColumnTable.add(missing, same.missing);
    numbers.merge(same.numbers);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ColumnTable.write(missing, out);
    numbers.write(out);
  }

  static NumberTable read(int channels, DataInput in) throws IOException {
    return new NumberTable(ColumnTable.read(channels, in), AdaptiveHistogram.read(in));
  }

  @Override
  public List<Ordering> orderings(String column) {
    AdaptiveHistogram.Bins bins = numbers.bins();
    List<Ordering> orderings = new ArrayList<>();
    for (boolean above : new boolean[] {true, false}) {
      List<long[]> cells = new ArrayList<>();
      for (int bin = 0; bin < bins.size(); bin++) {
        int at = bin;
        cells.add(Arrays.stream(bins.counts()).mapToLong(channel -> channel[at]).toArray());
      }
      if (!above) {
        Collections.reverse(cells);
      }
      int size = cells.size();
      if (missing[0] + missing[1] == 0) {
        orderings.add(
            new Ordering(cells, from -> rule(column, bins.values(), size - from, above, false)));
        continue;
      }
      List<long[]> missingLast = new ArrayList<>(cells);
      missingLast.add(missing);
      orderings.add(
          new Ordering(
              missingLast,
              from -> rule(column, bins.values(), Math.max(0, size - from), above, from <= size)));
      cells.add(0, missing);
      orderings.add(
          new Ordering(
              cells,
              from ->
                  rule(column, bins.values(), Math.min(size, size + 1 - from), above, from == 0)));
    }
    return orderings;
  }

  /** Decides so many of the largest, or of the smallest, values positive. */
  private static ColumnRule rule(
      String column, double[] values, int taken, boolean above, boolean missing) {
    int from = above ? values.length - taken : taken;
    double cut =
        from == 0
            ? Double.NEGATIVE_INFINITY
            : from == values.length ? Double.POSITIVE_INFINITY : between(values, from);
    return new ColumnRule.ByCut(column, cut, above, missing);
  }

  private static double between(double[] values, int from) {
    double middle = values[from - 1] + (values[from] - values[from - 1]) / 2;
    return middle > values[from - 1] ? middle : values[from];
  }
}
