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
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * The one-scan runner: states by group (block, segment, or both).
 *
 * <p>Cost: one Spark action, one pass over the rows, one shuffle of states (partitions × groups,
 * not rows). The driver receives one state for each group, so the number of groups times the size
 * of a state must fit there.
 *
 * <p>It is an action of the Dataset, not of its RDD: figures that the rows observe arrive with it.
 */
public final class Scan {
  /**
   * Rows that wait until all groups take them in, one group after another: so a group's state is in
   * the processor's cache while it grows, however many groups there are.
   */
  private static final int BLOCK = 1 << 13;

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
    List<Tuple2<String, byte[]>> merged =
        rows.mapPartitions(
                (MapPartitionsFunction<Row, Tuple2<String, byte[]>>)
                    partition -> statesOf(partition, grouping, statistic),
                Encoders.tuple(Encoders.STRING(), Encoders.BINARY()))
            .groupByKey((MapFunction<Tuple2<String, byte[]>, String>) Tuple2::_1, Encoders.STRING())
            .mapGroups(
                (MapGroupsFunction<String, Tuple2<String, byte[]>, Tuple2<String, byte[]>>)
                    (group, states) ->
                        new Tuple2<>(group, mergeAll(states, statistic.ofGroup(group))),
                Encoders.tuple(Encoders.STRING(), Encoders.BINARY()))
            .collectAsList();
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

  private static <S extends State<S>> byte[] mergeAll(
      Iterator<Tuple2<String, byte[]>> states, Statistic<S> statistic) {
    S merged = statistic.empty();
    states.forEachRemaining(state -> merged.merge(read(state._2(), statistic)));
    return write(merged);
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
