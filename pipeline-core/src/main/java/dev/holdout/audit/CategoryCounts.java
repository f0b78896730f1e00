package dev.holdout.audit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Counts of a column's categories.
 *
 * <p>All categories are kept while they are few. Of more than {@value #MAX_CATEGORIES} a sample is
 * kept: those whose hash ends in {@code level} zero bits, where the level is the smallest with
 * which they fit. It depends on the set of categories alone, so the counts are a commutative
 * monoid; the sample is fair, and 2<sup>level</sup> times its size estimates the number of
 * categories.
 *
 * <p>Size: at most {@value #MAX_CATEGORIES} categories of at most {@value #MAX_LENGTH} characters
 * and 88 bytes.
 *
 * <p>Source of the sampling: Wegman's adaptive sampling (Flajolet 1990).
 */
final class CategoryCounts implements ColumnCounts {
  private static final int MAX_CATEGORIES = 4096;
  private static final int MAX_LENGTH = 64;

  private final Map<String, long[]> counts = new HashMap<>();
  private final long[] missing = new long[Cell.CHANNELS];
  private int level;

  @Override
  public void add(Row row, int field, Place place) {
    long[] cell = row.isNullAt(field) ? missing : cell(shortened(row.getString(field)));
    if (cell.length > 0) {
      cell[place.first()]++;
      if (place.hasSecond()) {
        cell[place.second()]++;
      }
    }
  }

  @Override
  public void merge(ColumnCounts other) {
    CategoryCounts same = (CategoryCounts) other;
    raise(Math.max(level, same.level));
    sum(missing, same.missing);
    same.counts.forEach(
        (category, from) -> {
          long[] into = cell(category);
          if (into.length > 0) {
            sum(into, from);
          }
        });
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(level);
    write(missing, out);
    out.writeInt(counts.size());
    for (Map.Entry<String, long[]> cell : counts.entrySet()) {
      out.writeUTF(cell.getKey());
      write(cell.getValue(), out);
    }
  }

  static CategoryCounts read(DataInput in) throws IOException {
    CategoryCounts read = new CategoryCounts();
    read.level = in.readInt();
    read(read.missing, in);
    for (int cells = in.readInt(); cells > 0; cells--) {
      long[] cell = new long[read.missing.length];
      read.counts.put(in.readUTF(), cell);
      read(cell, in);
    }
    return read;
  }

  @Override
  public ColumnSummary summary(ProfiledColumn column) {
    List<Cell> cells = new ArrayList<>();
    new TreeMap<>(counts)
        .forEach((category, cell) -> cells.add(new Cell(0, category, cell.clone())));
    Cell none = new Cell(0, Cell.NO_VALUE, missing.clone());
    double kept = cells.stream().filter(cell -> cell.rows() > 0).count();
    return ColumnSummary.of(column, cells, none, level == 0, Math.scalb(kept, level), false);
  }

  /** The counts of a category; without room for any if it is not in the sample. */
  private long[] cell(String category) {
    long[] known = counts.get(category);
    if (known != null) {
      return known;
    }
    if (!sampled(category)) {
      return new long[0];
    }
    long[] fresh = new long[missing.length];
    counts.put(category, fresh);
    while (counts.size() > MAX_CATEGORIES) {
      raise(level + 1);
    }
    return sampled(category) ? fresh : new long[0];
  }

  private void raise(int to) {
    if (to > level) {
      level = to;
      counts.keySet().removeIf(category -> !sampled(category));
    }
  }

  private boolean sampled(String category) {
    return level == 0 || Long.numberOfTrailingZeros(hash(category)) >= level;
  }

  /** FNV-1a, then the finaliser of MurmurHash3. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int at = 0; at < text.length(); at++) {
      hash = (hash ^ text.charAt(at)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  /** The category as it is counted. */
  static String shortened(String category) {
    return category.length() <= MAX_LENGTH
        ? category
        : category.substring(0, MAX_LENGTH - 17) + "…" + String.format("%016x", hash(category));
  }

  private static void sum(long[] into, long[] from) {
    for (int at = 0; at < into.length; at++) {
      into[at] += from[at];
    }
  }

  private static void write(long[] cell, DataOutput out) throws IOException {
    for (long count : cell) {
      out.writeLong(count);
    }
  }

  private static void read(long[] cell, DataInput in) throws IOException {
    for (int at = 0; at < cell.length; at++) {
      cell[at] = in.readLong();
    }
  }
}
