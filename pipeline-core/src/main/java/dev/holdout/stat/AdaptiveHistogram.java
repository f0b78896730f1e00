package dev.holdout.stat;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Counts of finite doubles, exact while there are few distinct ones and binned beyond that; the
 * same for any order.
 *
 * <p>A value's key is its bit pattern, arranged so that keys sort as values do, without its last
 * {@code shift} bits. The histogram starts with shift 0 (every distinct value is a bin of its own)
 * and raises the shift, which halves the number of keys at best, whenever more than {@code maxBins}
 * bins would be needed. The final shift is the smallest that fits, so it depends on the set of
 * values alone: the histogram is a commutative monoid, unlike sketches that compact at random or by
 * arrival. With a shift of s the values of one bin differ by less than a share of 2<sup>s−52</sup>.
 *
 * <p>A weighted histogram keeps a sum of weights beside each count. Those sums are doubles, so that
 * they agree to rounding where the rest agrees to the bit.
 *
 * <p>Size: at most {@code maxBins} bins of {@code 8 + 8·channels} bytes, {@code 8 + 16·channels} if
 * weighted, twice to four times that while filling: a bin's key and counts lie side by side in one
 * open table, so that adding a value touches one place in memory.
 */
public final class AdaptiveHistogram {
  /** No key: finite values never have it. */
  private static final long FREE = Long.MIN_VALUE;

  private static final int FEWEST_SLOTS = 16;
  private static final int FEWEST_BINS = 64;

  private final int channels;
  private final int maxBins;
  private final boolean weighted;
  private final int stride;
  private int shift;
  private int bins;
  private int slots = FEWEST_SLOTS;

  /**
   * By slot: the key, the counts by channel, and where weighted the bits of the sums of weights.
   */
  private long[] table;

  private AdaptiveHistogram(int channels, int maxBins, boolean weighted) {
    if (channels < 1 || maxBins < FEWEST_BINS) {
      throw new IllegalArgumentException(channels + " channels, " + maxBins + " bins");
    }
    this.channels = channels;
    this.maxBins = maxBins;
    this.weighted = weighted;
    this.stride = 1 + channels * (weighted ? 2 : 1);
    this.table = free(slots);
  }

  /**
   * An empty histogram.
   *
   * @param channels counts kept for each bin, such as one for each label
   * @param maxBins at least {@value #FEWEST_BINS}
   */
  public AdaptiveHistogram(int channels, int maxBins) {
    this(channels, maxBins, false);
  }

  /** An empty histogram that keeps sums of weights beside its counts. */
  public static AdaptiveHistogram weighted(int channels, int maxBins) {
    return new AdaptiveHistogram(channels, maxBins, true);
  }

  /**
   * Counts a value.
   *
   * @param value finite; the caller counts null, NaN and infinities apart
   * @param channel from 0
   */
  public void add(double value, int channel) {
    add(value, channel, 1);
  }

  /**
   * Counts a value of some weight.
   *
   * @param value finite
   * @param weight kept where the histogram is weighted
   */
  public void add(double value, int channel, double weight) {
    refuseInfinite(value);
    add(orderedBits(value) >> shift, channel, 1, weight);
  }

  /**
   * Raises every channel of a value's bin at once: where channels hold sums of whole numbers and
   * not counts alone.
   *
   * @param value finite
   * @param increments by channel, none negative
   */
  public void add(double value, long[] increments) {
    refuseInfinite(value);
    if (increments.length != channels) {
      throw new IllegalArgumentException(increments.length + " channels");
    }
    long key = orderedBits(value);
    for (int channel = 0; channel < channels; channel++) {
      if (increments[channel] > 0) {
        add(key >> shift, channel, increments[channel], (double) increments[channel]);
      }
    }
  }

  private static void refuseInfinite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not finite: " + value);
    }
  }

  /**
   * Takes in the counts of another histogram with as many channels and bins; {@code other} is left
   * as it is.
   */
  public void merge(AdaptiveHistogram other) {
    if (other.channels != channels || other.maxBins != maxBins || other.weighted != weighted) {
      throw new IllegalArgumentException("histograms of different shape");
    }
    if (other.shift > shift) {
      coarsen(other.shift);
    }
    for (int slot = 0; slot < other.slots; slot++) {
      int at = slot * stride;
      if (other.table[at] != FREE) {
        for (int channel = 0; channel < channels; channel++) {
          long count = other.table[at + 1 + channel];
          if (count > 0) {
            // The shift may rise on the way.
            long key = other.table[at] >> (shift - other.shift);
            add(key, channel, count, other.weight(at, channel));
          }
        }
      }
    }
  }

  /** The counts of both together; both are left as they are. */
  public AdaptiveHistogram and(AdaptiveHistogram other) {
    AdaptiveHistogram both = new AdaptiveHistogram(channels, maxBins, weighted);
    both.merge(this);
    both.merge(other);
    return both;
  }

  /** Whether each bin holds one distinct value only. */
  public boolean exact() {
    return shift == 0;
  }

  /** Values of one bin differ by at most this share of their size; 0 when {@link #exact}. */
  public double relativeError() {
    return shift == 0 ? 0.0 : Math.scalb(1.0, shift - 52);
  }

  /** The bins in ascending order of their values. */
  public Bins bins() {
    long[] ascending = ascending();
    double[] values = new double[bins];
    long[][] sorted = new long[channels][bins];
    for (int bin = 0; bin < bins; bin++) {
      int at = slotOf(ascending[bin]) * stride;
      values[bin] = middle(ascending[bin], shift);
      for (int channel = 0; channel < channels; channel++) {
        sorted[channel][bin] = table[at + 1 + channel];
      }
    }
    return new Bins(values, sorted);
  }

  /**
   * The sums of weights by channel, then by bin in the order of {@link #bins}; the counts where the
   * histogram is not weighted.
   */
  public double[][] weights() {
    double[][] sorted = new double[channels][bins];
    long[] ascending = ascending();
    for (int bin = 0; bin < bins; bin++) {
      int at = slotOf(ascending[bin]) * stride;
      for (int channel = 0; channel < channels; channel++) {
        sorted[channel][bin] = weight(at, channel);
      }
    }
    return sorted;
  }

  private double weight(int at, int channel) {
    return weighted
        ? Double.longBitsToDouble(table[at + 1 + channels + channel])
        : (double) table[at + 1 + channel];
  }

  private long[] ascending() {
    long[] ascending = new long[bins];
    int next = 0;
    for (int at = 0; at < table.length; at += stride) {
      if (table[at] != FREE) {
        ascending[next++] = table[at];
      }
    }
    Arrays.sort(ascending);
    return ascending;
  }

  /**
   * Bins in ascending order.
   *
   * @param values the value of each bin: exact, or the middle of the bin
   * @param counts by channel, then by bin
   */
  @SuppressWarnings("ArrayRecordComponent") // A view for numeric loops, never compared.
  public record Bins(double[] values, long[][] counts) {
    /** Number of bins. */
    public int size() {
      return values.length;
    }
  }

  /** Writes it for {@link #read}. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(channels);
    out.writeInt(maxBins);
    out.writeBoolean(weighted);
    out.writeInt(shift);
    out.writeInt(bins);
    for (int at = 0; at < table.length; at += stride) {
      if (table[at] != FREE) {
        for (int place = at; place < at + stride; place++) {
          out.writeLong(table[place]);
        }
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  public static AdaptiveHistogram read(DataInput in) throws IOException {
    AdaptiveHistogram histogram =
        new AdaptiveHistogram(in.readInt(), in.readInt(), in.readBoolean());
    histogram.shift = in.readInt();
    int bins = in.readInt();
    histogram.reserve(bins);
    for (int bin = 0; bin < bins; bin++) {
      long key = in.readLong();
      int at = histogram.slotOf(key) * histogram.stride;
      histogram.table[at] = key;
      for (int place = at + 1; place < at + histogram.stride; place++) {
        histogram.table[place] = in.readLong();
      }
    }
    histogram.bins = bins;
    return histogram;
  }

  private void add(long key, int channel, long count, double weight) {
    int at = slotOf(key) * stride;
    if (table[at] == FREE) {
      if (bins == maxBins) {
        int before = shift;
        coarsen(shift + 1);
        add(key >> (shift - before), channel, count, weight);
        return;
      }
      if (2 * bins >= slots) {
        reserve(bins + 1);
        at = slotOf(key) * stride;
      }
      table[at] = key;
      bins++;
    }
    table[at + 1 + channel] += count;
    if (weighted) {
      addWeight(at + 1 + channels + channel, weight);
    }
  }

  private void addWeight(int place, double weight) {
    table[place] = Double.doubleToRawLongBits(Double.longBitsToDouble(table[place]) + weight);
  }

  /** Raises the shift to at least {@code atLeast}. */
  private void coarsen(int atLeast) {
    int by = atLeast - shift;
    shift = atLeast;
    rebuild(slots, by);
  }

  /** Makes room for so many bins. */
  private void reserve(int size) {
    int wanted = Math.max(FEWEST_SLOTS, Integer.highestOneBit(Math.max(1, size)) * 4);
    if (wanted > slots) {
      rebuild(wanted, 0);
    }
  }

  private void rebuild(int newSlots, int coarserBy) {
    long[] old = table;
    slots = newSlots;
    table = free(newSlots);
    bins = 0;
    for (int from = 0; from < old.length; from += stride) {
      if (old[from] == FREE) {
        continue;
      }
      long key = old[from] >> coarserBy;
      int at = slotOf(key) * stride;
      if (table[at] == FREE) {
        table[at] = key;
        bins++;
      }
      for (int channel = 1; channel <= channels; channel++) {
        table[at + channel] += old[from + channel];
      }
      for (int place = 1 + channels; place < stride; place++) {
        addWeight(at + place, Double.longBitsToDouble(old[from + place]));
      }
    }
  }

  private int slotOf(long key) {
    int mask = slots - 1;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (true) {
      long found = table[slot * stride];
      if (found == key || found == FREE) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** The middle of the values whose keys, without their last {@code shift} bits, are this. */
  static double middle(long key, int shift) {
    if (shift == 0) {
      return value(key);
    }
    long first = key << shift;
    long last = first | ((1L << shift) - 1);
    double low = value(first);
    double high = value(last);
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      return Double.isFinite(low) ? low : high;
    }
    return low + (high - low) / 2;
  }

  /** Keys that sort as signed numbers in the order of the values; −0.0 counts as 0.0. */
  static long orderedBits(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  private static double value(long ordered) {
    return Double.longBitsToDouble(ordered ^ ((ordered >> 63) & Long.MAX_VALUE));
  }

  private long[] free(int size) {
    long[] free = new long[size * stride];
    for (int at = 0; at < free.length; at += stride) {
      free[at] = FREE;
    }
    return free;
  }
}
