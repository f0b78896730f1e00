package dev.holdout.stat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The one-scan runner: states by group (block, segment, or both).
 *
 * <p>Cost: one Spark action, one pass over the rows, one shuffle of states (partitions × groups,
 * not rows), which rows of {@value #FEW_PARTITIONS} partitions or fewer do without. The driver
 * receives one state for each group (of few partitions, for each group and partition), so the
 * number of groups times the size of a state must fit there.
 */
public final class Scan {
  /**
   * Rows that wait until all groups take them in, one group after another: so a group's state is in
   * the processor's cache while it grows, however many groups there are.
   */
  private static final int BLOCK = 1 << 13;

  /** Whose states the driver merges itself. */
  static final int FEW_PARTITIONS = 4;

  private Scan() {}

  /** The groups of a row; a row may belong to several (its segments) or to none. */
  @FunctionalInterface
  public interface Grouping extends Serializable {
    Iterable<String> groupsOf(Row row);
  }

  /** Groups that are told by numbers from 0, which a task gives them as it meets them. */
  public interface Numbered extends Grouping {
    /** The numbers of a row's groups; read before the next row is asked for. */
    int[] numbersOf(Row row);

    /** The name of a group that this task has met. */
    String name(int number);

    @Override
    default Iterable<String> groupsOf(Row row) {
      return Arrays.stream(numbersOf(row)).mapToObj(this::name).toList();
    }
  }

  /** The state of each group that has rows, by group. */
  public static <S extends State<S>> SortedMap<String, S> byGroup(
      Dataset<Row> rows, Grouping grouping, Statistic<S> statistic) {
    // Not as typed columns, whose plan and code cost more than the scan of a small table.
    JavaRDD<Tuple2<String, byte[]>> states =
        rows.toJavaRDD().mapPartitions(partition -> statesOf(partition, grouping, statistic));
    List<Tuple2<String, byte[]>> merged =
        states.getNumPartitions() <= FEW_PARTITIONS
            ? merged(inOrder(states.collect()), statistic)
            : shuffled(states, statistic).collect();
    SortedMap<String, S> byGroup = new TreeMap<>();
    merged.forEach(
        state -> byGroup.put(state._1(), read(state._2(), statistic.ofGroup(state._1()))));
    return byGroup;
  }

  /** The state of all rows. */
  public static <S extends State<S>> S of(Dataset<Row> rows, Statistic<S> statistic) {
    List<String> one = List.of("");
    return byGroup(rows, row -> one, statistic).getOrDefault("", statistic.empty());
  }

  /** The merge of states, in the order given; the states are left as they are. */
  public static <S extends State<S>> S merge(Iterable<S> states, Statistic<S> statistic) {
    S merged = statistic.empty();
    states.forEach(merged::merge);
    return merged;
  }

  private static <S extends State<S>> Iterator<Tuple2<String, byte[]>> statesOf(
      Iterator<Row> rows, Grouping grouping, Statistic<S> statistic) {
    Numbered numbered =
        grouping instanceof Numbered already ? already : new NumberedByName(grouping);
    List<Group<S>> groups = new ArrayList<>();
    List<Consumer<S>> block = new ArrayList<>(BLOCK);
    while (rows.hasNext()) {
      Row row = rows.next();
      for (int number : numbered.numbersOf(row)) {
        while (number >= groups.size()) {
          groups.add(new Group<>(statistic.ofGroup(numbered.name(groups.size())).empty()));
        }
        groups.get(number).await(block.size());
      }
      block.add(statistic.of(row));
      if (block.size() == BLOCK) {
        groups.forEach(group -> group.take(block));
        block.clear();
      }
    }
    groups.forEach(group -> group.take(block));
    List<Tuple2<String, byte[]>> written = new ArrayList<>(groups.size());
    for (int number = 0; number < groups.size(); number++) {
      written.add(new Tuple2<>(numbered.name(number), write(groups.get(number).state)));
    }
    return written.iterator();
  }

  /** Numbers for groups that are told by name. */
  private static final class NumberedByName implements Numbered {
    private static final long serialVersionUID = 1L;

    private final transient Grouping grouping;
    private final transient Map<String, Integer> numbers = new HashMap<>();
    private final transient List<String> names = new ArrayList<>();

    NumberedByName(Grouping grouping) {
      this.grouping = grouping;
    }

    @Override
    public int[] numbersOf(Row row) {
      List<Integer> found = new ArrayList<>();
      for (String name : grouping.groupsOf(row)) {
        Integer known = numbers.get(name);
        if (known == null) {
          known = names.size();
          numbers.put(name, known);
          names.add(name);
        }
        found.add(known);
      }
      return found.stream().mapToInt(number -> number).toArray();
    }

    @Override
    public String name(int number) {
      return names.get(number);
    }
  }

  /** A group's state, and the rows of the block that it has yet to take in. */
  private static final class Group<S extends State<S>> {
    private final S state;
    private int[] waiting = new int[16];
    private int size;

    Group(S state) {
      this.state = state;
    }

    void await(int row) {
      if (size == waiting.length) {
        waiting = Arrays.copyOf(waiting, 2 * size);
      }
      waiting[size++] = row;
    }

    void take(List<Consumer<S>> block) {
      for (int at = 0; at < size; at++) {
        block.get(waiting[at]).accept(state);
      }
      size = 0;
    }
  }

  private static <S extends State<S>> JavaRDD<Tuple2<String, byte[]>> shuffled(
      JavaRDD<Tuple2<String, byte[]>> states, Statistic<S> statistic) {
    int partitions = Math.min(states.getNumPartitions(), states.context().defaultParallelism());
    return states
        .mapToPair(state -> state)
        .repartitionAndSortWithinPartitions(new HashPartitioner(partitions))
        .mapPartitions(sorted -> merged(sorted, statistic).iterator());
  }

  private static Iterator<Tuple2<String, byte[]>> inOrder(List<Tuple2<String, byte[]>> states) {
    return states.stream().sorted(Comparator.comparing(Tuple2::_1)).iterator();
  }

  /** One state for each group, from states of which those of a group follow one another. */
  private static <S extends State<S>> List<Tuple2<String, byte[]>> merged(
      Iterator<Tuple2<String, byte[]>> sorted, Statistic<S> statistic) {
    List<Tuple2<String, byte[]>> merged = new ArrayList<>();
    @Nullable Tuple2<String, byte[]> next = sorted.hasNext() ? sorted.next() : null;
    while (next != null) {
      String group = next._1();
      Statistic<S> ofGroup = statistic.ofGroup(group);
      S all = ofGroup.empty();
      while (next != null && next._1().equals(group)) {
        all.merge(read(next._2(), ofGroup));
        next = sorted.hasNext() ? sorted.next() : null;
      }
      merged.add(new Tuple2<>(group, write(all)));
    }
    return merged;
  }

  private static <S extends State<S>> byte[] write(S state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      state.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static <S extends State<S>> S read(byte[] bytes, Statistic<S> statistic) {
    try {
      return statistic.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
