package dev.holdout.stat;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums of doubles by bins of a finite double, such as weights by score: a bin for each distinct
 * value while they are few, wider ones beyond that; the same for any order.
 *
 * <p>Bins are those of {@link AdaptiveHistogram}, which keeps whole counts alone.
 *
 * <p>Size: at most {@code maxBins} bins of {@code 8 + 8·channels} bytes ({@code 8 + 16·channels}
 * where sums are not whole numbers) and 16 bytes a bin to find them; twice that while filling.
 */
public final class BinnedSums {
  private static final int FREE = -1;
  private static final int FEWEST = 64;

  private final int channels;
  private final int maxBins;
  private int shift;
  private int bins;
  private int[] slots = filled(16);
  private long[] keys = new long[8];
  private DoubleSums sums;
  private @Nullable Bins sorted;

  /**
   * Nothing yet.
   *
   * @param channels sums of each bin, at least 1
   * @param maxBins at least {@value #FEWEST}
   */
  public BinnedSums(int channels, int maxBins) {
    if (channels < 1 || maxBins < FEWEST) {
      throw new IllegalArgumentException(channels + " channels, " + maxBins + " bins");
    }
    this.channels = channels;
    this.maxBins = maxBins;
    this.sums = new DoubleSums(8 * channels);
  }

  /** Adds a finite term to one channel of a finite value's bin. */
  public void add(double value, int channel, double term) {
    int bin = place(value); // First, since it may replace the sums.
    sums.add(bin * channels + channel, term);
  }

  /**
   * The bin of a finite value, made where it is missing: for {@link #addTo} before anything else is
   * added.
   */
  public int place(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not finite: " + value);
    }
    sorted = null;
    return binOf(AdaptiveHistogram.orderedBits(value));
  }

  /** Adds a finite term to one channel of a bin. */
  public void addTo(int bin, int channel, double term) {
    sums.add(bin * channels + channel, term);
  }

  /** Adds a product to one channel of a bin. */
  public void addTo(int bin, int channel, double left, double right) {
    sums.addProduct(bin * channels + channel, left, right);
  }

  /** Adds the sums of another of the same shape; {@code other} is left as it is. */
  public void merge(BinnedSums other) {
    if (other.channels != channels || other.maxBins != maxBins) {
      throw new IllegalArgumentException("bins of different shape");
    }
    sorted = null;
    if (other.shift > shift) {
      coarsen(other.shift);
    }
    for (int bin = 0; bin < other.bins; bin++) {
      int mine = binOf(other.keys[bin] << other.shift);
      for (int channel = 0; channel < channels; channel++) {
        sums.add(mine * channels + channel, other.sums, bin * channels + channel);
      }
    }
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
    Bins ready = sorted;
    if (ready == null) {
      ready = sort();
      sorted = ready;
    }
    return ready;
  }

  private Bins sort() {
    long[] ascending = Arrays.copyOf(keys, bins);
    Arrays.sort(ascending);
    double[] values = new double[bins];
    double[][] byChannel = new double[channels][bins];
    for (int bin = 0; bin < bins; bin++) {
      int at = slots[slotOf(ascending[bin])];
      values[bin] = AdaptiveHistogram.middle(ascending[bin], shift);
      for (int channel = 0; channel < channels; channel++) {
        byChannel[channel][bin] = sums.value(at * channels + channel);
      }
    }
    return new Bins(values, byChannel);
  }

  /**
   * Bins in ascending order.
   *
   * @param values the value of each bin: exact, or the middle of the bin
   * @param sums by channel, then by bin
   */
  @SuppressWarnings("ArrayRecordComponent") // A view for numeric loops, never compared.
  public record Bins(double[] values, double[][] sums) {
    /** Number of bins. */
    public int size() {
      return values.length;
    }
  }

  /** Writes it for {@link #read}. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(channels);
    out.writeInt(maxBins);
    out.writeInt(shift);
    out.writeInt(bins);
    for (int bin = 0; bin < bins; bin++) {
      out.writeLong(keys[bin]);
    }
    sums.write(out, bins * channels);
  }

  /** Reads what {@link #write} wrote. */
  public static BinnedSums read(DataInput in) throws IOException {
    BinnedSums read = new BinnedSums(in.readInt(), in.readInt());
    read.shift = in.readInt();
    read.bins = in.readInt();
    int capacity = 8;
    while (capacity < read.bins) {
      capacity = Math.min(read.maxBins, 2 * capacity);
    }
    read.keys = new long[capacity];
    for (int bin = 0; bin < read.bins; bin++) {
      read.keys[bin] = in.readLong();
    }
    read.sums = DoubleSums.read(in);
    read.sums.grow(capacity * read.channels);
    read.index();
    return read;
  }

  /** The bin of a key of full length. */
  private int binOf(long full) {
    int slot = slotOf(full >> shift);
    while (slots[slot] == FREE && bins == maxBins) {
      coarsen(shift + 1);
      slot = slotOf(full >> shift);
    }
    if (slots[slot] == FREE) {
      if (bins == keys.length) {
        int capacity = Math.min(maxBins, 2 * keys.length);
        keys = Arrays.copyOf(keys, capacity);
        sums.grow(capacity * channels);
        index();
        slot = slotOf(full >> shift);
      }
      keys[bins] = full >> shift;
      slots[slot] = bins++;
    }
    return slots[slot];
  }

  /** Raises the shift to at least {@code atLeast}. */
  private void coarsen(int atLeast) {
    int by = atLeast - shift;
    long[] oldKeys = keys;
    DoubleSums oldSums = sums;
    int oldBins = bins;
    shift = atLeast;
    bins = 0;
    keys = new long[oldKeys.length];
    sums = new DoubleSums(oldSums.size());
    Arrays.fill(slots, FREE);
    for (int bin = 0; bin < oldBins; bin++) {
      int slot = slotOf(oldKeys[bin] >> by);
      if (slots[slot] == FREE) {
        keys[bins] = oldKeys[bin] >> by;
        slots[slot] = bins++;
      }
      for (int channel = 0; channel < channels; channel++) {
        sums.add(slots[slot] * channels + channel, oldSums, bin * channels + channel);
      }
    }
  }

  private void index() {
    slots = filled(Integer.highestOneBit(keys.length) * 4);
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

  private static int[] filled(int size) {
    int[] slots = new int[size];
    Arrays.fill(slots, FREE);
    return slots;
  }
}
