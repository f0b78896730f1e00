package dev.holdout.window;

import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The kinds of columns, by which aggregates they have. */
enum Kind {
  NUMBER(DataTypes.DoubleType, Set.of(), Aggregate.MEAN, Aggregate.SD, Aggregate.SLOPE),
  INTEGER(DataTypes.LongType, Set.of(), Aggregate.MEAN, Aggregate.SD, Aggregate.SLOPE),
  FLAG(DataTypes.BooleanType, EnumSet.of(Aggregate.MIN, Aggregate.MAX), Aggregate.SHARE),
  TEXT(DataTypes.StringType, EnumSet.of(Aggregate.MIN, Aggregate.MAX), Aggregate.DISTINCT),
  DATE(DataTypes.DateType, Set.of()),
  TIMESTAMP(DataTypes.TimestampType, Set.of());

  private final DataType type;
  private final Set<Aggregate> aggregates;

  /** Every kind has a least, a greatest and a last value, but for exceptions. */
  Kind(DataType type, Set<Aggregate> not, Aggregate... more) {
    this.type = type;
    this.aggregates = EnumSet.of(Aggregate.MIN, Aggregate.MAX, Aggregate.LAST);
    this.aggregates.removeAll(not);
    this.aggregates.addAll(Arrays.asList(more));
  }

  static Optional<Kind> of(DataType type) {
    return Arrays.stream(values()).filter(kind -> kind.type.equals(type)).findFirst();
  }

  boolean has(Aggregate aggregate) {
    return aggregates.contains(aggregate);
  }

  Set<Aggregate> aggregates() {
    return Set.copyOf(aggregates);
  }

  /** Whether a column of this kind is aggregated although nothing names it. */
  boolean unasked() {
    return this != DATE && this != TIMESTAMP;
  }

  /** The type of an aggregate of such a column. */
  DataType typeOf(Aggregate aggregate) {
    return switch (aggregate) {
      case MEAN, SD, SLOPE, SHARE -> DataTypes.DoubleType;
      case DISTINCT -> DataTypes.LongType;
      case MIN, MAX, LAST -> type;
    };
  }

  /** The type in which values travel: times as numbers, which no zone changes. */
  DataType travelType() {
    return switch (this) {
      case DATE -> DataTypes.IntegerType;
      case TIMESTAMP -> DataTypes.LongType;
      case NUMBER, INTEGER, FLAG, TEXT -> type;
    };
  }

  Column depart(Column value) {
    return switch (this) {
      case DATE -> unix_date(value);
      case TIMESTAMP -> unix_micros(value);
      case NUMBER, INTEGER, FLAG, TEXT -> value;
    };
  }

  Column arrive(Column value) {
    return switch (this) {
      case DATE -> date_from_unix_date(value);
      case TIMESTAMP -> timestamp_micros(value);
      case NUMBER, INTEGER, FLAG, TEXT -> value;
    };
  }
}
