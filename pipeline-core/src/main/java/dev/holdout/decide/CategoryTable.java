package dev.holdout.decide;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * A column of categories, null being one, in the order of their share of positives.
 *
 * <p>A column with more than {@value #MOST} of them is given up, whichever way its rows are
 * divided. Size: {@value #MOST} categories of 24 bytes, 120 with amounts, and their texts.
 */
final class CategoryTable implements ColumnTable {
  static final int MOST = 1_000;

  private final long[] missing;
  private final SortedMap<String, long[]> categories = new TreeMap<>();
  private boolean givenUp;

  CategoryTable(int channels) {
    this(new long[channels]);
  }

  private CategoryTable(long[] missing) {
    this.missing = missing;
  }

  @Override
  public void add(Row row, int field, long[] part) {
    if (row.isNullAt(field)) {
      ColumnTable.add(missing, part);
    } else {
      add(row.getString(field), part);
    }
  }

  private void add(String category, long[] part) {
    if (givenUp) {
      return;
    }
    ColumnTable.add(categories.computeIfAbsent(category, unseen -> new long[missing.length]), part);
    if (categories.size() > MOST) {
      giveUp();
    }
  }

  private void giveUp() {
    givenUp = true;
    categories.clear();
  }

  @Override
  public void merge(ColumnTable other) {
    CategoryTable same = (CategoryTable) other;
    ColumnTable.add(missing, same.missing);
    if (same.givenUp) {
      giveUp();
    }
    same.categories.forEach(this::add);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ColumnTable.write(missing, out);
    out.writeBoolean(givenUp);
    out.writeInt(categories.size());
    for (Map.Entry<String, long[]> category : categories.entrySet()) {
      byte[] text = category.getKey().getBytes(StandardCharsets.UTF_8);
      out.writeInt(text.length);
      out.write(text);
      ColumnTable.write(category.getValue(), out);
    }
  }

  static CategoryTable read(int channels, DataInput in) throws IOException {
    CategoryTable read = new CategoryTable(ColumnTable.read(channels, in));
    read.givenUp = in.readBoolean();
    for (int left = in.readInt(); left > 0; left--) {
      byte[] text = new byte[in.readInt()];
      in.readFully(text);
      read.categories.put(new String(text, StandardCharsets.UTF_8), ColumnTable.read(channels, in));
    }
    return read;
  }

  /** A category; the missing one is none of the values. */
  @SuppressWarnings("ArrayRecordComponent") // A view of one cell, never compared.
  private record Category(String name, boolean missing, long[] cell) {
    double shareOfPositives() {
      return (double) cell[1] / (cell[0] + cell[1]);
    }
  }

  @Override
  public List<Ordering> orderings(String column) {
    if (givenUp) {
      return List.of();
    }
    List<Category> ascending = new ArrayList<>();
    categories.forEach((name, cell) -> ascending.add(new Category(name, false, cell)));
    if (missing[0] + missing[1] > 0) {
      ascending.add(new Category("", true, missing));
    }
    ascending.sort(Comparator.comparingDouble(Category::shareOfPositives));
    return List.of(
        new Ordering(
            ascending.stream().map(Category::cell).toList(),
            from -> rule(column, ascending.subList(from, ascending.size()))));
  }

  private static ColumnRule rule(String column, List<Category> taken) {
    return new ColumnRule.ByValues(
        column,
        taken.stream().filter(each -> !each.missing).map(Category::name).sorted().toList(),
        taken.stream().anyMatch(Category::missing));
  }
}
