package dev.holdout.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_seconds;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The one form in which a column's values are read, when fitting and when scoring, so that a value
 * means the same whatever compatible type a table has for it.
 */
enum Source {
  /** Any number, as a double. */
  NUMBER("a number") {
    @Override
    boolean reads(DataType type) {
      return type instanceof NumericType;
    }

    @Override
    Column cast(Column column, DataType type) {
      return column.cast(DataTypes.DoubleType);
    }
  },
  /** Text, whole numbers and booleans, as text. */
  TEXT("a string, a whole number or a boolean") {
    @Override
    boolean reads(DataType type) {
      return type instanceof StringType || type instanceof BooleanType || whole(type);
    }

    @Override
    Column cast(Column column, DataType type) {
      return column.cast(DataTypes.StringType);
    }
  },
  /** Numbers with a fraction that stand for categories: as text, of one form for each number. */
  NUMBER_TEXT("a number") {
    @Override
    boolean reads(DataType type) {
      return type instanceof NumericType;
    }

    @Override
    Column cast(Column column, DataType type) {
      return column.cast(DataTypes.DoubleType).plus(lit(0.0)).cast(DataTypes.StringType);
    }
  },
  /** A boolean. */
  FLAG("a boolean") {
    @Override
    boolean reads(DataType type) {
      return type instanceof BooleanType;
    }

    @Override
    Column cast(Column column, DataType type) {
      return column;
    }
  },
  /**
   * A date or a time stamp, as seconds since 1970 in UTC; a time stamp without a zone counts as
   * UTC.
   */
  SECONDS("a date or a time stamp") {
    @Override
    boolean reads(DataType type) {
      return type instanceof DateType
          || type instanceof TimestampType
          || type instanceof TimestampNTZType;
    }

    @Override
    Column cast(Column column, DataType type) {
      if (type instanceof TimestampType) {
        return unix_seconds(column);
      }
      Column days = unix_date(column.cast(DataTypes.DateType)).cast(DataTypes.LongType);
      Column midnight = days.multiply(lit(86_400L));
      return type instanceof DateType
          ? midnight
          : midnight.plus(hour(column).cast(DataTypes.LongType).multiply(lit(3_600L)));
    }
  };

  private final String expected;

  Source(String expected) {
    this.expected = expected;
  }

  /** What a column must be to be read so, in words. */
  String expected() {
    return expected;
  }

  abstract boolean reads(DataType type);

  abstract Column cast(Column column, DataType type);

  /** The field's values in this form. */
  Column of(StructField field) {
    return cast(col("`" + field.name().replace("`", "``") + "`"), field.dataType());
  }

  private static boolean whole(DataType type) {
    return type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType;
  }
}
