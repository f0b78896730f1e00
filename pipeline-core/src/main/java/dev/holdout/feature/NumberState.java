package dev.holdout.feature;

import dev.holdout.stat.AdaptiveHistogram;
import dev.holdout.stat.Moments;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.spark.sql.Row;

/**
 * Nulls, infinities, moments and, where quantiles are needed, the distribution of a numeric column.
 *
 * <p>Null, NaN and infinities count as missing.
 *
 * <p>Size: 4 KB, and with quantiles at most {@value #BINS} bins of 16 bytes (128 KB).
 */
final class NumberState implements ColumnState {
  /** Quantiles of columns with more distinct values are binned, to a few tenths of a percent. */
  static final int BINS = 8192;

  private static final int PENDING = 256;

  private long nulls;
  private long notFinite;
  private final Moments moments;
  private final AdaptiveHistogram values;
  private final boolean quantiles;
  private final double[] pending = new double[PENDING];
  private int waiting;

  NumberState(boolean quantiles) {
    this(new Moments(), new AdaptiveHistogram(1, BINS), quantiles);
  }

  private NumberState(Moments moments, AdaptiveHistogram values, boolean quantiles) {
    this.moments = moments;
    this.values = values;
    this.quantiles = quantiles;
  }

  @Override
  public void add(Row row, int ordinal) {
    if (row.isNullAt(ordinal)) {
      nulls++;
      return;
    }
    double value = row.getDouble(ordinal);
    if (!Double.isFinite(value)) {
      notFinite++;
      return;
    }
    pending[waiting++] = value;
    if (waiting == PENDING) {
      settle();
    }
  }

  /** Takes the pending values in, all at once, since rows of other blocks come in between. */
  private void settle() {
    for (int i = 0; i < waiting; i++) {
      moments.add(pending[i]);
    }
    if (quantiles) {
      for (int i = 0; i < waiting; i++) {
        values.add(pending[i], 0);
      }
    }
    waiting = 0;
  }

  @Override
  public void merge(ColumnState other) {
    NumberState state = (NumberState) other;
    settle();
    state.settle();
    nulls += state.nulls;
    notFinite += state.notFinite;
    moments.merge(state.moments);
    values.merge(state.values);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    settle();
    out.writeLong(nulls);
    out.writeLong(notFinite);
    moments.write(out);
    values.write(out);
  }

  static NumberState read(DataInput in, boolean quantiles) throws IOException {
    long nulls = in.readLong();
    long notFinite = in.readLong();
    NumberState state = new NumberState(Moments.read(in), AdaptiveHistogram.read(in), quantiles);
    state.nulls = nulls;
    state.notFinite = notFinite;
    return state;
  }

  boolean anyMissing() {
    return nulls + notFinite > 0;
  }

  /** NaN and infinities, which count as missing. */
  long notFinite() {
    return notFinite;
  }

  Moments moments() {
    settle();
    return moments;
  }

  /** The distribution; empty unless quantiles were asked for. */
  AdaptiveHistogram values() {
    settle();
    return values;
  }
}
