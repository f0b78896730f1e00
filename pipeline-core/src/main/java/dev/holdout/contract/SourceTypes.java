package dev.holdout.contract;

import java.util.Optional;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.VarcharType;

/** Which of the column types a Spark type belongs to. */
final class SourceTypes {
  /** Any whole number of so many digits fits 64 bits. */
  static final int LONG_DIGITS = 18;

  private SourceTypes() {}

  /**
   * Integers of any width and whole decimals that fit one are INTEGER; other numbers are NUMBER.
   * Empty for types that no dataset can hold, such as structures and lists.
   */
  static Optional<ColumnType> columnType(DataType type) {
    if (type instanceof StringType || type instanceof VarcharType || type instanceof CharType) {
      return Optional.of(ColumnType.STRING);
    }
    if (type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType) {
      return Optional.of(ColumnType.INTEGER);
    }
    if (type instanceof DecimalType decimal) {
      return Optional.of(
          decimal.scale() == 0 && decimal.precision() <= LONG_DIGITS
              ? ColumnType.INTEGER
              : ColumnType.NUMBER);
    }
    if (type instanceof FloatType || type instanceof DoubleType) {
      return Optional.of(ColumnType.NUMBER);
    }
    if (type instanceof BooleanType) {
      return Optional.of(ColumnType.BOOLEAN);
    }
    if (type instanceof DateType) {
      return Optional.of(ColumnType.DATE);
    }
    if (type instanceof TimestampType || type instanceof TimestampNTZType) {
      return Optional.of(ColumnType.TIMESTAMP);
    }
    return Optional.empty();
  }
}
