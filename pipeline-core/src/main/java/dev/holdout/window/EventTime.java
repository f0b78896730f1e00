package dev.holdout.window;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The forms in which a column can hold time, each as microseconds since 1970 and back.
 *
 * <p>A timestamp is an instant and knows no zone. A date is its first instant in UTC, so that every
 * day has 24 hours.
 */
enum EventTime {
  INSTANT(DataTypes.TimestampType) {
    @Override
    Column micros(Column time) {
      return unix_micros(time);
    }

    @Override
    Column fromMicros(Column micros) {
      return timestamp_micros(micros);
    }
  },
  DATE(DataTypes.DateType) {
    @Override
    Column micros(Column time) {
      return unix_date(time).cast("bigint").multiply(lit(MICROS_OF_DAY));
    }

    @Override
    Column fromMicros(Column micros) {
      return date_from_unix_date(whole(micros, MICROS_OF_DAY).cast("int"));
    }
  },
  WHOLE_SECONDS(DataTypes.LongType) {
    @Override
    Column micros(Column time) {
      return when(time.between(-MOST_SECONDS, MOST_SECONDS), time.multiply(lit(MICROS_OF_SECOND)));
    }

    @Override
    Column fromMicros(Column micros) {
      return seconds(micros);
    }
  },
  SECONDS(DataTypes.DoubleType) {
    @Override
    Column micros(Column time) {
      return when(
          time.between((double) -MOST_SECONDS, (double) MOST_SECONDS),
          floor(time.multiply(lit((double) MICROS_OF_SECOND))));
    }

    @Override
    Column fromMicros(Column micros) {
      return seconds(micros);
    }
  };

  static final long MICROS_OF_SECOND = 1_000_000L;
  private static final long MICROS_OF_DAY = 86_400 * MICROS_OF_SECOND;

  /** Some 140,000 years, beyond which windows could not be counted. */
  private static final long MOST_SECONDS = 1L << 42;

  private final DataType type;

  EventTime(DataType type) {
    this.type = type;
  }

  static Optional<EventTime> of(DataType type) {
    for (EventTime time : values()) {
      if (time.type.equals(type)) {
        return Optional.of(time);
      }
    }
    return Optional.empty();
  }

  /** Microseconds since 1970; null without a time, and for numbers that cannot be one. */
  abstract Column micros(Column time);

  /** Whole seconds since 1970, given in microseconds, in the form of this column. */
  abstract Column fromMicros(Column micros);

  /** The type of {@link #fromMicros}. */
  DataType boundaryType() {
    return columnType().sparkType();
  }

  /** The same as a type of columns. */
  ColumnType columnType() {
    return switch (this) {
      case INSTANT -> ColumnType.TIMESTAMP;
      case DATE -> ColumnType.DATE;
      case WHOLE_SECONDS, SECONDS -> ColumnType.INTEGER;
    };
  }

  /** A time as people write it. */
  String text(long micros) {
    Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    return switch (this) {
      case INSTANT -> instant.toString();
      case DATE -> instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
      case WHOLE_SECONDS, SECONDS ->
          BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    };
  }

  private static Column seconds(Column micros) {
    return whole(micros, MICROS_OF_SECOND);
  }

  private static Column whole(Column micros, long unit) {
    return call_function("div", micros, lit(unit));
  }
}
