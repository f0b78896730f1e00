package dev.holdout.evaluate;

import dev.holdout.stat.Scan;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The states of all rows and of each segment, from one scan.
 *
 * @param overall of all rows
 * @param columns the segment columns, in the order asked for; those with too many values are absent
 * @param notes what was merged or left out
 */
record SegmentStates<S extends State<S>>(
    S overall, List<SegmentColumn<S>> columns, List<String> notes) {
  private static final int LEAST_CAP = 1024;

  /** One column's segments, largest first; values beyond the largest are merged into one. */
  record SegmentColumn<S>(String name, List<Segment<S>> segments) {}

  /** One segment; the value is empty for null. */
  record Segment<S>(Optional<String> value, S state) {}

  /**
   * Scans once.
   *
   * @param rows text of the segment columns from position {@code first}, after what the statistic
   *     reads
   * @param columns names of those columns
   * @param largest values of a column kept apart
   * @param size rows of a state
   */
  static <S extends State<S>> SegmentStates<S> scan(
      Dataset<Row> rows,
      int first,
      List<String> columns,
      int largest,
      Statistic<S> statistic,
      ToLongFunction<S> size) {
    int cap = Math.max(LEAST_CAP, 2 * largest);
    SortedMap<String, S> groups =
        Scan.byGroup(rows, new SegmentGroups(first, columns.size(), cap), statistic);
    List<SegmentColumn<S>> divided = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      List<Segment<S>> segments = segmentsOf(column, groups, size);
      if (segments.size() > cap || groups.containsKey(SegmentGroups.tooMany(column))) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%s has more than %,d values and is not divided into segments.",
                columns.get(column),
                cap));
        continue;
      }
      if (segments.size() > largest) {
        int others = segments.size() - largest;
        notes.add(
            String.format(
                Locale.ROOT,
                "%s has %,d values: the %,d largest are segments, the other %,d together are one.",
                columns.get(column),
                segments.size(),
                largest,
                others));
      }
      divided.add(
          new SegmentColumn<>(columns.get(column), largestOf(segments, largest, statistic)));
    }
    return new SegmentStates<>(
        groups.getOrDefault(SegmentGroups.ALL, statistic.empty()), divided, notes);
  }

  private static <S> List<Segment<S>> segmentsOf(
      int column, SortedMap<String, S> groups, ToLongFunction<S> size) {
    List<Segment<S>> segments = new ArrayList<>();
    String prefix = column + "=";
    for (Map.Entry<String, S> group : groups.tailMap(prefix).entrySet()) {
      if (!group.getKey().startsWith(prefix)) {
        break;
      }
      segments.add(
          new Segment<>(Optional.of(group.getKey().substring(prefix.length())), group.getValue()));
    }
    S ofNull = groups.get(SegmentGroups.name(column, Optional.empty()));
    if (ofNull != null) {
      segments.add(new Segment<>(Optional.empty(), ofNull));
    }
    // Stable: equal sizes stay in the order of their text, null last.
    segments.sort(
        Comparator.comparingLong((Segment<S> it) -> size.applyAsLong(it.state)).reversed());
    return segments;
  }

  private static <S extends State<S>> List<Segment<S>> largestOf(
      List<Segment<S>> segments, int largest, Statistic<S> statistic) {
    if (segments.size() <= largest) {
      return segments;
    }
    List<Segment<S>> kept = new ArrayList<>(segments.subList(0, largest));
    List<Segment<S>> others = segments.subList(largest, segments.size());
    kept.add(
        new Segment<>(
            Optional.of("all other values (" + others.size() + ")"),
            Scan.merge(others.stream().map(Segment::state).toList(), statistic)));
    return kept;
  }
}
