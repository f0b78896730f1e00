package dev.holdout.window;

import dev.holdout.stat.Moments;
import dev.holdout.stat.Trend;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the values of one column in one window come to. Values come in the order of their times and,
 * of equal times, of their row keys; only the last one and nothing else depends on it.
 *
 * <p>Size: some 6 KB for numbers; at most {@value #MOST_DISTINCT} texts where they are counted.
 */
final class ColumnFigures {
  /** Distinct values are counted up to this many. */
  static final int MOST_DISTINCT = 10_000;

  private static final long MICROS_OF_HOUR = 3_600_000_000L;

  private final List<Aggregate> aggregates;
  private final @Nullable Moments moments;
  private final @Nullable Trend trend;
  private final Set<Object> distinct = new HashSet<>();
  private final boolean counted;
  private long values;
  private long trues;
  private @Nullable Object least;
  private @Nullable Object greatest;
  private @Nullable Object last;

  ColumnFigures(List<Aggregate> aggregates) {
    this.aggregates = aggregates;
    Set<Aggregate> wanted = EnumSet.copyOf(aggregates);
    this.counted = wanted.contains(Aggregate.DISTINCT);
    this.trend = wanted.contains(Aggregate.SLOPE) ? new Trend() : null;
    this.moments =
        wanted.contains(Aggregate.MEAN) || wanted.contains(Aggregate.SD) ? new Moments() : null;
  }

  /**
   * Takes a value in.
   *
   * @param offset microseconds since the window's start
   * @param value null, NaN and infinities are none
   */
  void add(long offset, @Nullable Object value) {
    if (value == null || (value instanceof Double number && !Double.isFinite(number))) {
      return;
    }
    values++;
    if (value instanceof Number number) {
      if (moments != null) {
        moments.add(number.doubleValue());
      }
      if (trend != null) {
        trend.add(offset, number.doubleValue());
      }
    }
    if (Boolean.TRUE.equals(value)) {
      trues++;
    }
    if (counted && distinct.size() < MOST_DISTINCT) {
      distinct.add(value);
    }
    least = least == null || compare(value, least) < 0 ? value : least;
    greatest = greatest == null || compare(value, greatest) > 0 ? value : greatest;
    last = value;
  }

  /** Writes the aggregates into a row from a position on; gives the position after them. */
  int write(@Nullable Object[] row, int from) {
    int at = from;
    for (Aggregate aggregate : aggregates) {
      row[at++] = value(aggregate);
    }
    return at;
  }

  private @Nullable Object value(Aggregate aggregate) {
    return switch (aggregate) {
      case MEAN -> moments == null || values == 0 ? null : (Object) moments.mean();
      case SD -> moments == null || values < 2 ? null : (Object) moments.standardDeviation();
      case SLOPE -> trend == null ? null : orNull(trend.slope(MICROS_OF_HOUR));
      case MIN -> least;
      case MAX -> greatest;
      case LAST -> last;
      case SHARE -> values == 0 ? null : (Object) ((double) trues / values);
      case DISTINCT -> (long) distinct.size();
    };
  }

  private static @Nullable Object orNull(OptionalDouble number) {
    return number.isPresent() ? (Object) number.getAsDouble() : null;
  }

  /** Values of one column are of one type, which compares with itself. */
  @SuppressWarnings("unchecked")
  private static int compare(Object one, Object other) {
    return ((Comparable<Object>) one).compareTo(other);
  }
}
