package dev.holdout.stat;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
 * weighted, twice that while filling.
 */
public final class AdaptiveHistogram {
  private static final int FREE = -1;

  private final int channels;
  private final int maxBins;
  private int shift;
  private int bins;
  private int[] slots = filled(16);
  private long[] keys = new long[8];
  private long[] counts;
  private double @Nullable [] weights;

  /**
   * An empty histogram.
   *
   * @param channels counts kept for each bin, such as one for each label
   * @param maxBins at least 4096, so that the coarsest keys (sign and exponent) always fit
   */
  public AdaptiveHistogram(int channels, int maxBins) {
    if (channels < 1 || maxBins < 4096) {
      throw new IllegalArgumentException(channels + " channels, " + maxBins + " bins");
    }
    this.channels = channels;
    this.maxBins = maxBins;
    this.counts = new long[8 * channels];
  }

  /** An empty histogram that keeps sums of weights beside its counts. */
  public static AdaptiveHistogram weighted(int channels, int maxBins) {
    AdaptiveHistogram histogram = new AdaptiveHistogram(channels, maxBins);
    histogram.weights = new double[histogram.counts.length];
    return histogram;
  }

  /**
   * Counts a value.
   *
   * @param value finite; the caller counts null, NaN and infinities apart
   * @param channel from 0
   */
  public void add(double value, int channel) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not finite: " + value);
    }
    addKey(orderedBits(value) >> shift, channel, 1, 1);
  }

  /**
   * Counts a value of some weight.
   *
   * @param value finite
   * @param weight kept where the histogram is weighted
   */
  public void add(double value, int channel, double weight) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not finite: " + value);
    }
    addKey(orderedBits(value) >> shift, channel, 1, weight);
  }

  /**
   * Raises every channel of a value's bin at once: where channels hold sums of whole numbers and
   * not counts alone.
   *
   * @param value finite
   * @param increments by channel, none negative
   */
  public void add(double value, long[] increments) {
    if (!Double.isFinite(value) || increments.length != channels) {
      throw new IllegalArgumentException(value + ", " + increments.length + " channels");
    }
    long key = orderedBits(value);
    for (int channel = 0; channel < channels; channel++) {
      if (increments[channel] > 0) {
        addKey(key >> shift, channel, increments[channel], increments[channel]);
      }
    }
  }

  /**
   * Takes in the counts of another histogram with as many channels and bins; {@code other} is left
   * as it is.
   */
  public void merge(AdaptiveHistogram other) {
    if (other.channels != channels
        || other.maxBins != maxBins
        || (other.weights == null) != (weights == null)) {
      throw new IllegalArgumentException("histograms of different shape");
    }
    if (other.shift > shift) {
      coarsen(other.shift);
    }
    for (int bin = 0; bin < other.bins; bin++) {
      for (int channel = 0; channel < channels; channel++) {
        long count = other.counts[bin * channels + channel];
        if (count > 0) {
          addKey(
              other.keys[bin] >> (shift - other.shift),
              channel,
              count,
              other.weight(bin * channels + channel));
        }
      }
    }
  }

  /** The counts of both together; both are left as they are. */
  public AdaptiveHistogram and(AdaptiveHistogram other) {
    AdaptiveHistogram both =
        weights == null ? new AdaptiveHistogram(channels, maxBins) : weighted(channels, maxBins);
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

  /**
   * The sums of weights by channel, then by bin in the order of {@link #bins}; the counts where the
   * histogram is not weighted.
   */
  public double[][] weights() {
    double[][] sorted = new double[channels][bins];
    long[] ascending = ascending();
    for (int bin = 0; bin < bins; bin++) {
      int at = slots[slotOf(ascending[bin])];
      for (int channel = 0; channel < channels; channel++) {
        sorted[channel][bin] = weight(at * channels + channel);
      }
    }
    return sorted;
  }

  private double weight(int at) {
    return weights == null ? counts[at] : weights[at];
  }

  private long[] ascending() {
    long[] ascending = Arrays.copyOf(keys, bins);
    Arrays.sort(ascending);
    return ascending;
  }

  /** The bins in ascending order of their values. */
  public Bins bins() {
    long[] ascending = ascending();
    double[] values = new double[bins];
    long[][] sorted = new long[channels][bins];
    for (int bin = 0; bin < bins; bin++) {
      int at = slots[slotOf(ascending[bin])];
      values[bin] = middle(ascending[bin], shift);
      for (int channel = 0; channel < channels; channel++) {
        sorted[channel][bin] = counts[at * channels + channel];
      }
    }
    return new Bins(values, sorted);
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
    out.writeBoolean(weights != null);
    out.writeInt(shift);
    out.writeInt(bins);
    for (int bin = 0; bin < bins; bin++) {
      out.writeLong(keys[bin]);
      for (int channel = 0; channel < channels; channel++) {
        out.writeLong(counts[bin * channels + channel]);
        if (weights != null) {
          out.writeDouble(weights[bin * channels + channel]);
        }
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  public static AdaptiveHistogram read(DataInput in) throws IOException {
    int channels = in.readInt();
    int maxBins = in.readInt();
    boolean weighted = in.readBoolean();
    AdaptiveHistogram histogram =
        weighted ? weighted(channels, maxBins) : new AdaptiveHistogram(channels, maxBins);
    histogram.shift = in.readInt();
    int bins = in.readInt();
    for (int bin = 0; bin < bins; bin++) {
      long key = in.readLong();
      for (int channel = 0; channel < histogram.channels; channel++) {
        long count = in.readLong();
        histogram.addKey(key, channel, count, weighted ? in.readDouble() : count);
      }
    }
    return histogram;
  }

  private void addKey(long key, int channel, long count, double weight) {
    int slot = slotOf(key);
    if (slots[slot] == FREE) {
      if (bins == maxBins) {
        int before = shift;
        coarsen(shift + 1);
        addKey(key >> (shift - before), channel, count, weight);
        return;
      }
      if (bins == keys.length) {
        grow();
        slot = slotOf(key);
      }
      keys[bins] = key;
      slots[slot] = bins++;
    }
    int at = slots[slot] * channels + channel;
    counts[at] += count;
    if (weights != null) {
      weights[at] += weight;
    }
  }

  /** Raises the shift to at least {@code atLeast}. */
  private void coarsen(int atLeast) {
    int by = atLeast - shift;
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    double[] oldWeights = weights;
    int oldBins = bins;
    shift = atLeast;
    bins = 0;
    keys = new long[oldKeys.length];
    counts = new long[oldCounts.length];
    weights = oldWeights == null ? null : new double[oldWeights.length];
    slots = filled(slots.length);
    for (int bin = 0; bin < oldBins; bin++) {
      int slot = slotOf(oldKeys[bin] >> by);
      if (slots[slot] == FREE) {
        keys[bins] = oldKeys[bin] >> by;
        slots[slot] = bins++;
      }
      for (int channel = 0; channel < channels; channel++) {
        counts[slots[slot] * channels + channel] += oldCounts[bin * channels + channel];
        if (weights != null && oldWeights != null) {
          weights[slots[slot] * channels + channel] += oldWeights[bin * channels + channel];
        }
      }
    }
  }

  private void grow() {
    int capacity = Math.min(maxBins, 2 * keys.length);
    keys = Arrays.copyOf(keys, capacity);
    counts = Arrays.copyOf(counts, capacity * channels);
    if (weights != null) {
      weights = Arrays.copyOf(weights, capacity * channels);
    }
    slots = filled(Integer.highestOneBit(capacity) * 4);
    for (int bin = 0; bin < bins; bin++) {
      slots[slotOf(keys[bin])] = bin;
    }
  }

  private int slotOf(long key) {
    int mask = slots.length - 1;
    long hash = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (hash >>> 32) & mask;
    while (slots[slot] != FREE && keys[slots[slot]] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The middle of the bin of a key without its last {@code shift} bits. */
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

  private static int[] filled(int size) {
    int[] slots = new int[size];
    Arrays.fill(slots, FREE);
    return slots;
  }
}
