package dev.holdout.split;

import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;

import dev.holdout.contract.Columns;
import dev.holdout.contract.TextNumbers;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Time as 64-bit numbers that keep its order.
 *
 * <p>Time stamps are instants, in microseconds since 1970. Calendar lengths such as {@code P1M} or
 * {@code P1D} are counted in the axis's zone, so that a day across a change of clocks has 23 or 25
 * hours; lengths of hours and less are exact. Dates have no zone: every day has 24 hours. Numbers
 * are ordered as numbers, and lengths on them are numbers.
 */
final class TimeAxis {
  private static final long MICROS_OF_DAY = Duration.ofDays(1).toNanos() / 1_000;

  private final String column;
  private final Kind kind;
  private final ZoneId zone;
  private final boolean zoneless;
  private final String sessionZone;

  private TimeAxis(String column, Kind kind, ZoneId zone, boolean zoneless, String sessionZone) {
    this.column = column;
    this.kind = kind;
    this.zone = zone;
    this.zoneless = zoneless;
    this.sessionZone = sessionZone;
  }

  private enum Kind {
    INSTANT,
    DATE,
    NUMBER
  }

  static TimeAxis of(String column, StructType schema, String zone) {
    DataType type = schema.apply(column).dataType();
    if (type.equals(DataTypes.DateType)) {
      return new TimeAxis(column, Kind.DATE, ZoneOffset.UTC, false, zone);
    }
    if (type.equals(DataTypes.TimestampType) || type.equals(DataTypes.TimestampNTZType)) {
      boolean zoneless = type.equals(DataTypes.TimestampNTZType);
      return new TimeAxis(
          column,
          Kind.INSTANT,
          zoneless ? ZoneOffset.UTC : ZoneId.of(zone),
          zoneless,
          org.apache.spark.sql.internal.SQLConf.get().sessionLocalTimeZone());
    }
    if (type instanceof NumericType) {
      return new TimeAxis(column, Kind.NUMBER, ZoneOffset.UTC, false, zone);
    }
    throw new HoldoutException(
        ErrorCode.CONFIGURATION,
        "Cannot order rows by the column \""
            + column
            + "\": found the type "
            + type.simpleString()
            + ", expected a date, a timestamp or a number. Declare it so under `columns`.");
  }

  String column() {
    return column;
  }

  /** The row's time; null where the column is, or is not a number. */
  Column number() {
    Column time = Columns.named(column);
    return switch (kind) {
      case INSTANT ->
          unix_micros(
              zoneless ? from_utc_timestamp(time.cast("timestamp"), lit(sessionZone)) : time);
      case DATE -> unix_date(time).cast("bigint").multiply(lit(MICROS_OF_DAY));
      case NUMBER ->
          udf((UDF1<Double, Long>) TimeAxis::ordered, DataTypes.LongType)
              .apply(time.cast("double"));
    };
  }

  private static @org.jspecify.annotations.Nullable Long ordered(Double value) {
    return value == null || value.isNaN() ? null : toOrdered(value);
  }

  /** The bits of a double, rearranged so that they order as it does. */
  static long toOrdered(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits >= 0 ? bits : bits ^ Long.MAX_VALUE;
  }

  static double fromOrdered(long ordered) {
    return Double.longBitsToDouble(ordered >= 0 ? ordered : ordered ^ Long.MAX_VALUE);
  }

  /** A point as a person writes it. */
  long parse(String point) {
    try {
      return switch (kind) {
        case NUMBER -> toOrdered(number(point));
        case DATE -> LocalDate.parse(point.strip()).toEpochDay() * MICROS_OF_DAY;
        case INSTANT -> micros(instant(point.strip()));
      };
    } catch (DateTimeParseException | NumberFormatException e) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot read the point in time \""
              + point
              + "\" for the column \""
              + column
              + "\": expected "
              + switch (kind) {
                case NUMBER -> "a number";
                case DATE -> "a date such as 2024-06-01";
                case INSTANT ->
                    "a date or time such as 2024-06-01, 2024-06-01T12:00 or 2024-06-01T12:00Z";
              },
          e);
    }
  }

  private static double number(String text) {
    return TextNumbers.number(text).orElseThrow(() -> new NumberFormatException(text));
  }

  private Instant instant(String point) {
    if (point.length() <= "2024-06-01".length()) {
      return LocalDate.parse(point).atStartOfDay(zone).toInstant();
    }
    return DateTimeFormatter.ISO_DATE_TIME.parseBest(
                point, ZonedDateTime::from, LocalDateTime::from)
            instanceof ZonedDateTime zoned
        ? zoned.toInstant()
        : LocalDateTime.parse(point).atZone(zone).toInstant();
  }

  /** The point a length before, or after where {@code sign} is 1. */
  long move(long point, String length, int sign) {
    try {
      if (kind == Kind.NUMBER) {
        return toOrdered(fromOrdered(point) + sign * number(length));
      }
      ZonedDateTime moved = fromMicros(point).atZone(zone);
      String text = length.strip();
      int time = text.indexOf('T');
      String days = time < 0 ? text : text.substring(0, time);
      if (days.length() > 1) {
        Period period = Period.parse(days);
        moved = sign > 0 ? moved.plus(period) : moved.minus(period);
      }
      Instant end = moved.toInstant();
      if (time >= 0) {
        Duration duration = Duration.parse("P" + text.substring(time));
        end = sign > 0 ? end.plus(duration) : end.minus(duration);
      }
      return micros(end);
    } catch (DateTimeException | NumberFormatException e) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot read the length \""
              + length
              + "\" for the column \""
              + column
              + "\": expected "
              + (kind == Kind.NUMBER
                  ? "a number, since the column holds numbers"
                  : "an ISO 8601 duration such as P30D, P1M or PT6H"),
          e);
    }
  }

  /**
   * Where training has to end for validation to begin at a point: the rows before this are at least
   * the gap away, and their labels have matured.
   */
  long before(long point, WindowSpec windows) {
    if (point == Long.MIN_VALUE) {
      return point;
    }
    long end = point;
    for (Optional<String> length : List.of(windows.gap(), windows.horizon())) {
      if (length.isPresent()) {
        end = Math.min(end, move(point, length.get(), -1) + 1);
      }
    }
    return end;
  }

  /** Where training may begin again after validation ends at a point. */
  long after(long point, WindowSpec windows) {
    if (point == Long.MAX_VALUE) {
      return point;
    }
    long from = point;
    for (Optional<String> length : List.of(windows.horizon(), windows.embargo())) {
      if (length.isPresent()) {
        from = move(from, length.get(), 1);
      }
    }
    return from;
  }

  /** The point on a linear scale, for pictures. */
  double linear(long point) {
    return kind == Kind.NUMBER ? fromOrdered(point) : point;
  }

  /** The next point after one: the next day of dates, or else the next number. */
  long next(long point) {
    return kind == Kind.DATE ? point + MICROS_OF_DAY : point + 1;
  }

  /** The point as text, for people. */
  String text(long point) {
    return switch (kind) {
      case NUMBER -> {
        double value = fromOrdered(point);
        yield value == Math.rint(value) && Math.abs(value) < 1e15
            ? Long.toString((long) value)
            : Double.toString(value);
      }
      case DATE -> LocalDate.ofEpochDay(Math.floorDiv(point, MICROS_OF_DAY)).toString();
      case INSTANT -> {
        ZonedDateTime time = fromMicros(point).atZone(zone);
        yield time.equals(time.truncatedTo(ChronoUnit.DAYS))
            ? time.toLocalDate().toString()
            : time.toLocalDateTime().truncatedTo(ChronoUnit.SECONDS).toString();
      }
    };
  }

  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  private static Instant fromMicros(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }
}
