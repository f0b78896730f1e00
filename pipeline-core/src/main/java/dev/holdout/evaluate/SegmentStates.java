package dev.holdout.evaluate;

import dev.holdout.stat.Scan;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The states of all rows and of each segment, from one scan.
 *
 * @param overall of all rows
 * @param views the columns, then their crossings; those with too many groups are absent
 * @param notes what was merged or left out
 */
record SegmentStates<S extends State<S>>(S overall, List<View<S>> views, List<String> notes) {
  private static final int LEAST_CAP = 1024;

  /** More tasks than this many for each core only make more states to merge. */
  private static final int TASKS_FOR_A_CORE = 2;

  /**
   * What the rows are divided by.
   *
   * @param names a column, or several that are crossed
   * @param segments largest first; a column's values beyond the largest are merged into one
   * @param unreported the rows of crossed segments that are left out; empty when there are none
   */
  record View<S>(List<String> names, List<Segment<S>> segments, Optional<S> unreported) {
    /** The name of the column, or of what is crossed. */
    String name() {
      return String.join(" × ", names);
    }
  }

  /** One segment; a value is empty for null. */
  record Segment<S>(List<Optional<String>> values, S state) {
    /** The value of a segment of one column. */
    Optional<String> value() {
      return values.get(0);
    }

    /** Column → value. */
    Map<String, Optional<String>> of(View<?> view) {
      Map<String, Optional<String>> segment = new LinkedHashMap<>();
      for (int at = 0; at < values.size(); at++) {
        segment.put(view.names.get(at), values.get(at));
      }
      return segment;
    }

    /** Tells segments apart. */
    String key(View<?> view) {
      StringBuilder key = new StringBuilder();
      for (int at = 0; at < values.size(); at++) {
        key.append(at == 0 ? "" : "&").append(view.names.get(at));
        key.append(values.get(at).map(text -> "=" + text).orElse("!"));
      }
      return key.toString();
    }
  }

  /** Scans once, all rows together counted as segments are. */
  static <S extends State<S>> SegmentStates<S> scan(
      Dataset<Row> rows,
      int first,
      EvaluationSpec spec,
      Statistic<S> statistic,
      ToLongFunction<S> size) {
    return scan(rows, first, spec, statistic, statistic, size);
  }

  /**
   * Scans once.
   *
   * @param rows text of the segment columns from position {@code first}, after what the statistic
   *     reads
   * @param spec names of those columns, and how many segments are kept apart
   * @param statistic of segments
   * @param finest of all rows together
   * @param size rows of a state
   */
  static <S extends State<S>> SegmentStates<S> scan(
      Dataset<Row> rows,
      int first,
      EvaluationSpec spec,
      Statistic<S> statistic,
      Statistic<S> finest,
      ToLongFunction<S> size) {
    int cap = Math.max(LEAST_CAP, 2 * spec.maxSegments());
    List<int[]> crossed = spec.views();
    int most = TASKS_FOR_A_CORE * rows.sparkSession().sparkContext().defaultParallelism();
    // Without segments there is one small state for a task, and rows may be read as they come.
    Dataset<Row> read = crossed.isEmpty() ? rows : rows.coalesce(most);
    SortedMap<String, S> groups =
        Scan.byGroup(
            read, new SegmentGroups(first, crossed, cap), new FinerOverall<>(statistic, finest));
    Collected<S> collected = new Collected<>(spec, cap, statistic, size);
    for (int view = 0; view < crossed.size(); view++) {
      collected.add(view, crossed.get(view), groups);
    }
    return new SegmentStates<>(
        groups.getOrDefault(SegmentGroups.ALL, finest.empty()), collected.views, collected.notes);
  }

  /** All rows together are one group among many: it can afford what segments cannot. */
  private record FinerOverall<S extends State<S>>(Statistic<S> segments, Statistic<S> overall)
      implements Statistic<S> {
    @Override
    public S empty() {
      return segments.empty();
    }

    @Override
    public Consumer<S> of(Row row) {
      return segments.of(row);
    }

    @Override
    public Statistic<S> ofGroup(String group) {
      return group.equals(SegmentGroups.ALL) ? overall : segments;
    }

    @Override
    public S read(DataInput in) throws IOException {
      return segments.read(in);
    }
  }

  /** Puts groups together to views. */
  private static final class Collected<S extends State<S>> {
    private final EvaluationSpec spec;
    private final int cap;
    private final Statistic<S> statistic;
    private final ToLongFunction<S> size;
    private final List<View<S>> views = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Collected(EvaluationSpec spec, int cap, Statistic<S> statistic, ToLongFunction<S> size) {
      this.spec = spec;
      this.cap = cap;
      this.statistic = statistic;
      this.size = size;
    }

    void add(int view, int[] columns, SortedMap<String, S> groups) {
      List<String> names = new ArrayList<>();
      for (int column : columns) {
        names.add(spec.segments().get(column).name());
      }
      List<Segment<S>> segments = segments(view, groups);
      if (segments.size() > cap || groups.containsKey(SegmentGroups.tooMany(view))) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%s has more than %,d values and is not divided into segments.",
                String.join(" × ", names),
                cap));
        return;
      }
      views.add(columns.length == 1 ? column(names, segments) : crossing(names, segments));
    }

    private List<Segment<S>> segments(int view, SortedMap<String, S> groups) {
      List<Segment<S>> segments = new ArrayList<>();
      String prefix = SegmentGroups.prefix(view);
      for (Map.Entry<String, S> group : groups.tailMap(prefix).entrySet()) {
        if (!group.getKey().startsWith(prefix)) {
          break;
        }
        if (!group.getKey().equals(SegmentGroups.tooMany(view))) {
          segments.add(new Segment<>(SegmentGroups.values(group.getKey()), group.getValue()));
        }
      }
      segments.sort(
          Comparator.comparingLong((Segment<S> it) -> size.applyAsLong(it.state))
              .reversed()
              .thenComparing(Segment::values, SegmentStates::compare));
      return segments;
    }

    private View<S> column(List<String> names, List<Segment<S>> segments) {
      int largest = spec.maxSegments();
      if (segments.size() <= largest) {
        return new View<>(names, segments, Optional.empty());
      }
      int others = segments.size() - largest;
      notes.add(
          String.format(
              Locale.ROOT,
              "%s has %,d values: the %,d largest are segments, the other %,d together are one.",
              names.get(0),
              segments.size(),
              largest,
              others));
      List<Segment<S>> kept = new ArrayList<>(segments.subList(0, largest));
      kept.add(
          new Segment<>(
              List.of(Optional.of("all other values (" + others + ")")),
              merged(segments.subList(largest, segments.size()))));
      return new View<>(names, kept, Optional.empty());
    }

    private View<S> crossing(List<String> names, List<Segment<S>> segments) {
      int kept = 0;
      while (kept < segments.size()
          && kept < spec.maxSegments()
          && size.applyAsLong(segments.get(kept).state) >= spec.minRows()) {
        kept++;
      }
      if (kept == segments.size()) {
        return new View<>(names, segments, Optional.empty());
      }
      notes.add(
          String.format(
              Locale.ROOT,
              "%s: %,d of %,d crossed segments are reported, the largest with at least %,d rows.",
              String.join(" × ", names),
              kept,
              segments.size(),
              spec.minRows()));
      return new View<>(
          names,
          segments.subList(0, kept),
          Optional.of(merged(segments.subList(kept, segments.size()))));
    }

    private S merged(List<Segment<S>> segments) {
      return Scan.merge(segments.stream().map(Segment::state).toList(), statistic);
    }
  }

  /** By text, null last. */
  private static int compare(List<Optional<String>> one, List<Optional<String>> other) {
    for (int at = 0; at < one.size(); at++) {
      int order =
          Comparator.<Optional<String>, Boolean>comparing(Optional::isEmpty)
              .thenComparing(value -> value.orElse(""))
              .compare(one.get(at), other.get(at));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
