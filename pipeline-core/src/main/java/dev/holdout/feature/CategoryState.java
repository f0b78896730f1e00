package dev.holdout.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.apache.spark.sql.Row;

/**
 * Rows by category, until there are too many categories to be one's features.
 *
 * <p>Size: at most {@value #MAX_CATEGORIES} categories with {@value #MAX_CHARACTERS} characters
 * together. Beyond either the state says only that it overflowed; since both grow with the set of
 * categories alone, so does that, whatever the order.
 */
final class CategoryState implements ColumnState {
  static final int MAX_CATEGORIES = 10_000;
  static final int MAX_CHARACTERS = 1_000_000;

  private long nulls;
  private boolean overflowed;
  private long characters;
  private final Map<String, long[]> counts = new HashMap<>();

  /** A category and its rows. */
  record Category(String name, long rows) {}

  @Override
  public void add(Row row, int ordinal) {
    if (row.isNullAt(ordinal)) {
      nulls++;
    } else {
      add(row.getString(ordinal), 1);
    }
  }

  private void add(String category, long rows) {
    if (overflowed) {
      return;
    }
    long[] count = counts.get(category);
    if (count != null) {
      count[0] += rows;
      return;
    }
    characters += category.length();
    if (counts.size() == MAX_CATEGORIES || characters > MAX_CHARACTERS) {
      overflow();
    } else {
      counts.put(category, new long[] {rows});
    }
  }

  private void overflow() {
    overflowed = true;
    characters = 0;
    counts.clear();
  }

  @Override
  public void merge(ColumnState other) {
    CategoryState state = (CategoryState) other;
    nulls += state.nulls;
    if (state.overflowed) {
      overflow();
    }
    state.counts.forEach((category, count) -> add(category, count[0]));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(nulls);
    out.writeBoolean(overflowed);
    out.writeInt(counts.size());
    for (Entry<String, long[]> entry : counts.entrySet()) {
      byte[] category = entry.getKey().getBytes(StandardCharsets.UTF_8);
      out.writeInt(category.length);
      out.write(category);
      out.writeLong(entry.getValue()[0]);
    }
  }

  static CategoryState read(DataInput in) throws IOException {
    CategoryState state = new CategoryState();
    state.nulls = in.readLong();
    state.overflowed = in.readBoolean();
    for (int left = in.readInt(); left > 0; left--) {
      byte[] category = new byte[in.readInt()];
      in.readFully(category);
      state.add(new String(category, StandardCharsets.UTF_8), in.readLong());
    }
    return state;
  }

  boolean anyMissing() {
    return nulls > 0;
  }

  /** Whether there were too many categories; if so none are known. */
  boolean overflowed() {
    return overflowed;
  }

  /** The categories, the most frequent first, those of equal rows by name. */
  List<Category> categories() {
    List<Category> categories = new ArrayList<>();
    counts.forEach((category, count) -> categories.add(new Category(category, count[0])));
    categories.sort(
        Comparator.comparingLong(Category::rows).reversed().thenComparing(Category::name));
    return categories;
  }
}
