package dev.holdout.stat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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
 */
public final class Scan {
  private Scan() {}

  /** The groups of a row; a row may belong to several (its segments) or to none. */
  @FunctionalInterface
  public interface Grouping extends Serializable {
    Iterable<String> groupsOf(Row row);
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
                    (group, states) -> new Tuple2<>(group, mergeAll(states, statistic)),
                Encoders.tuple(Encoders.STRING(), Encoders.BINARY()))
            .collectAsList();
    SortedMap<String, S> byGroup = new TreeMap<>();
    merged.forEach(state -> byGroup.put(state._1(), read(state._2(), statistic)));
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
    Map<String, S> states = new HashMap<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      Consumer<S> addition = statistic.of(row);
      for (String group : grouping.groupsOf(row)) {
        addition.accept(states.computeIfAbsent(group, unseen -> statistic.empty()));
      }
    }
    List<Tuple2<String, byte[]>> written = new ArrayList<>(states.size());
    states.forEach((group, state) -> written.add(new Tuple2<>(group, write(state))));
    return written.iterator();
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
