package dev.holdout.contract;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The digests of rows, brought to the driver: 32 bytes for each row.
 *
 * @param rows four numbers for each row that has a key and is no conflict: the halves of the key's
 *     digest and of the content's
 * @param ends for each partition, how many rows it and those before it have
 * @param conflicts two numbers for each key that was found to conflict before
 * @param broken rows without a key, since they break the contract
 * @param all whether these are all rows; false when a task met more than it was allowed to keep
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
record KeyDigests(long[] rows, int[] ends, long[] conflicts, long broken, boolean all)
    implements Serializable {
  private static final int WIDTH = 4;
  private static final int MOST_CONFLICTS = 20_000;

  /** Of no rows. */
  static final KeyDigests NONE = new KeyDigests(new long[0], new int[0], new long[0], 0, true);

  /**
   * Collects them; one job.
   *
   * @param digests {@link Repeats#KEY_HIGH}, {@link Repeats#KEY_LOW}, {@link Repeats#CONTENT_HIGH},
   *     {@link Repeats#CONTENT_LOW} and whether the key conflicts, in this order
   * @param most rows that are kept
   */
  static KeyDigests of(JavaRDD<InternalRow> digests, int most) {
    int each = Math.max(1, most / Math.max(1, digests.getNumPartitions()));
    return merged(
        digests.mapPartitions(partition -> List.of(ofTask(partition, each)).iterator()).collect());
  }

  private static KeyDigests ofTask(Iterator<InternalRow> rows, int most) {
    long[] kept = new long[WIDTH * 64];
    long[] conflicts = new long[0];
    int size = 0;
    long broken = 0;
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      if (row.isNullAt(0)) {
        broken++;
      } else if (row.getBoolean(WIDTH)) {
        conflicts = Arrays.copyOf(conflicts, conflicts.length + 2);
        conflicts[conflicts.length - 2] = row.getLong(0);
        conflicts[conflicts.length - 1] = row.getLong(1);
      } else {
        if (size + WIDTH > kept.length) {
          kept = Arrays.copyOf(kept, 2 * kept.length);
        }
        for (int at = 0; at < WIDTH; at++) {
          kept[size++] = row.getLong(at);
        }
      }
      if (size / WIDTH > most || conflicts.length > MOST_CONFLICTS) {
        return new KeyDigests(new long[0], new int[] {0}, new long[0], 0, false);
      }
    }
    return new KeyDigests(
        Arrays.copyOf(kept, size), new int[] {size / WIDTH}, conflicts, broken, true);
  }

  private static KeyDigests merged(List<KeyDigests> parts) {
    long[] rows = new long[parts.stream().mapToInt(part -> part.rows.length).sum()];
    long[] conflicts = new long[parts.stream().mapToInt(part -> part.conflicts.length).sum()];
    int[] ends = new int[parts.size()];
    int size = 0;
    int found = 0;
    int partition = 0;
    long broken = 0;
    boolean all = true;
    for (KeyDigests part : parts) {
      System.arraycopy(part.rows, 0, rows, size, part.rows.length);
      System.arraycopy(part.conflicts, 0, conflicts, found, part.conflicts.length);
      size += part.rows.length;
      found += part.conflicts.length;
      broken += part.broken;
      all &= part.all;
      ends[partition++] = size / WIDTH;
    }
    return new KeyDigests(rows, ends, conflicts, broken, all);
  }

  int size() {
    return rows.length / WIDTH;
  }

  /** One of the four numbers of a row. */
  long number(int row, int at) {
    return rows[WIDTH * row + at];
  }

  /** Values of a key's first half that stand here or there more than once. */
  Set<Long> repeated(KeyDigests before) {
    long[] sorted = new long[size() + before.size() + before.conflicts.length / 2];
    int at = 0;
    for (KeyDigests some : List.of(this, before)) {
      for (int row = 0; row < some.size(); row++) {
        sorted[at++] = some.number(row, 0);
      }
    }
    for (int conflict = 0; conflict < before.conflicts.length; conflict += 2) {
      sorted[at++] = before.conflicts[conflict];
    }
    Arrays.sort(sorted);
    Set<Long> repeated = new HashSet<>();
    for (int next = 1; next < sorted.length; next++) {
      if (sorted[next] == sorted[next - 1]) {
        repeated.add(sorted[next]);
      }
    }
    return repeated;
  }
}
