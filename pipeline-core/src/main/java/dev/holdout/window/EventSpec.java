package dev.holdout.window;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How readings become one row for each entity and window.
 *
 * <p>Windows begin at whole multiples of the step since 1970-01-01T00:00Z and hold the readings
 * from their start on, up to but not including their close; so a reading at a boundary belongs to
 * the later window.
 *
 * @param entity the columns that say whose readings go together; texts or integers
 * @param time the column that says when a reading was taken: a timestamp, a date, or a number of
 *     seconds
 * @param length from a window's start to its close; whole seconds
 * @param step from one window's start to the next; at most the length
 * @param aggregates what is computed of each column, as far as its type has it; dates and
 *     timestamps only where {@code columns} says so
 * @param columns column → its aggregates, instead of those; an empty list leaves the column out
 * @param label where a row's label comes from
 */
public record EventSpec(
    List<String> entity,
    String time,
    Duration length,
    Duration step,
    List<Aggregate> aggregates,
    Map<String, List<Aggregate>> columns,
    EventLabel label) {
  /** The column of a window's start, the first instant in it. */
  public static final String START = "window_start";

  /** The column of a window's close, the first instant after it: what was known of then. */
  public static final String CLOSE = "window_close";

  /** The column of the number of readings in a window. */
  public static final String COUNT = "count";

  /** The column that names an entity of several columns as one text. */
  public static final String ENTITY = "window_entity";

  /** In at most this many windows a reading is a value, and in at most as many a label. */
  public static final int MOST_WINDOWS = 1_000;

  /** The longest length of any kind. */
  public static final Duration LONGEST = Duration.ofDays(36_500);

  public EventSpec {
    entity = List.copyOf(entity);
    aggregates = List.copyOf(aggregates);
    Map<String, List<Aggregate>> copied = new HashMap<>();
    columns.forEach((column, own) -> copied.put(column, List.copyOf(own)));
    columns = Map.copyOf(copied);
    if (entity.isEmpty()) {
      throw new IllegalArgumentException("windows of no entity");
    }
    requireWhole(length, "length");
    requireWhole(step, "step");
    if (step.compareTo(length) > 0) {
      throw new IllegalArgumentException("step " + step + " beyond the length " + length);
    }
    if (windows(length, step) > MOST_WINDOWS || windows(label.within(), step) > MOST_WINDOWS) {
      throw new IllegalArgumentException("a reading in more than " + MOST_WINDOWS + " windows");
    }
  }

  /**
   * The label of a window: positive if any reading of the entity at or after {@code close + gap}
   * and before {@code close + gap + within} is.
   *
   * @param column the readings' label; a reading without a value leaves the label open
   * @param positive the value that counts as positive, as text
   * @param within how far the label looks; whole seconds
   * @param gap from a window's close until the label begins to look; whole seconds or none
   * @param values the values that may occur, as far as the pipeline file lists them
   */
  public record EventLabel(
      String column, String positive, Duration within, Duration gap, List<String> values) {
    @JsonCreator
    public EventLabel {
      values = values == null ? List.of() : List.copyOf(values);
      requireWhole(within, "within");
      if (!gap.isZero()) {
        requireWhole(gap, "gap");
      }
    }

    /** A label whose values are not listed. */
    public EventLabel(String column, String positive, Duration within, Duration gap) {
      this(column, positive, within, gap, List.of());
    }

    /** How long after a window's close its label is known. */
    public Duration horizon() {
      return gap.plus(within);
    }
  }

  /** The columns that tell windows apart. */
  public List<String> key() {
    List<String> key = new ArrayList<>(entity);
    key.add(CLOSE);
    return List.copyOf(key);
  }

  /** The column whose values are entities. */
  public String entityColumn() {
    return entity.size() == 1 ? entity.get(0) : ENTITY;
  }

  /** All that decides which windows there are and how they are labelled, but not their figures. */
  public EventSpec rule() {
    return new EventSpec(entity, time, length, step, List.of(), Map.of(), label);
  }

  /** How many windows of a length any instant is in at most. */
  public static long windows(Duration length, Duration step) {
    return (length.toSeconds() + step.toSeconds() - 1) / step.toSeconds();
  }

  private static void requireWhole(Duration length, String name) {
    if (length.isNegative()
        || length.isZero()
        || !length.equals(length.truncatedTo(ChronoUnit.SECONDS))
        || length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + " " + length);
    }
  }
}
