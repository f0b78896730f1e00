package dev.holdout.evaluate;

import dev.holdout.stat.ClusterBucket;
import dev.holdout.stat.Scan;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/**
 * Counts of rows, and small counts of the rows of each bucket of clusters beside them: a cluster's
 * rows are all in one bucket.
 *
 * <p>Size: that of the counts, and at most {@value ClusterBucket#COUNT} times that of small ones.
 */
final class Clustered<S extends State<S>> implements State<Clustered<S>> {
  private final Of<S> of;
  private final S all;
  private final SortedMap<Integer, S> buckets = new TreeMap<>();
  private long alone;

  private Clustered(Of<S> of, S all) {
    this.of = of;
    this.all = all;
  }

  /**
   * The statistic.
   *
   * @param all of the counts
   * @param coarse of the counts of a bucket; reads the same rows
   * @param bucket position of the column with the number of the bucket, which may be marked
   */
  record Of<S extends State<S>>(Statistic<S> all, Statistic<S> coarse, int bucket)
      implements Statistic<Clustered<S>> {
    @Override
    public Clustered<S> empty() {
      return new Clustered<>(this, all.empty());
    }

    @Override
    public Consumer<Clustered<S>> of(Row row) {
      Consumer<S> addition = all.of(row);
      int marked = row.getInt(bucket);
      int number = ClusterBucket.number(marked);
      return state -> {
        state.alone += ClusterBucket.isMarked(marked) ? 1 : 0;
        addition.accept(state.all);
        addition.accept(state.bucket(number));
      };
    }

    @Override
    public Clustered<S> read(DataInput in) throws IOException {
      Clustered<S> read = new Clustered<>(this, all.read(in));
      read.alone = in.readLong();
      int size = in.readInt();
      for (int at = 0; at < size; at++) {
        int number = in.readInt();
        read.buckets.put(number, coarse.read(in));
      }
      return read;
    }
  }

  private S bucket(int number) {
    return buckets.computeIfAbsent(number, unseen -> of.coarse.empty());
  }

  @Override
  public void add(Row row) {
    of.of(row).accept(this);
  }

  @Override
  public void merge(Clustered<S> other) {
    all.merge(other.all);
    alone += other.alone;
    other.buckets.forEach((number, state) -> bucket(number).merge(state));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    all.write(out);
    out.writeLong(alone);
    out.writeInt(buckets.size());
    for (Map.Entry<Integer, S> bucket : buckets.entrySet()) {
      out.writeInt(bucket.getKey());
      bucket.getValue().write(out);
    }
  }

  /** The counts of all rows. */
  S all() {
    return all;
  }

  /** Rows that belong to no cluster, each of which is one of its own. */
  long alone() {
    return alone;
  }

  /** Buckets that have rows. */
  int size() {
    return buckets.size();
  }

  /** The small counts of each bucket that has rows. */
  SortedMap<Integer, S> buckets() {
    return Collections.unmodifiableSortedMap(buckets);
  }

  /** The small counts of all rows. */
  S coarse() {
    return Scan.merge(List.copyOf(buckets.values()), of.coarse);
  }

  /** For each bucket that has rows, the small counts of all rows but its own. */
  SortedMap<Integer, S> without() {
    return without(buckets, of.coarse);
  }

  /** For each bucket, the counts of all others. */
  static <S extends State<S>> SortedMap<Integer, S> without(
      SortedMap<Integer, S> buckets, Statistic<S> of) {
    List<S> own = List.copyOf(buckets.values());
    List<S> after = new ArrayList<>();
    after.add(of.empty());
    for (int at = own.size() - 1; at > 0; at--) {
      after.add(Scan.merge(List.of(own.get(at), after.get(after.size() - 1)), of));
    }
    SortedMap<Integer, S> without = new TreeMap<>();
    S before = of.empty();
    int at = 0;
    for (int bucket : buckets.keySet()) {
      without.put(bucket, Scan.merge(List.of(before, after.get(own.size() - 1 - at)), of));
      before.merge(own.get(at++));
    }
    return without;
  }
}
