package dev.holdout.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_date;

import dev.holdout.split.RowDigest;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * A column as the audit looks at it.
 *
 * @param name its name
 * @param kind how its values are counted
 */
record ProfiledColumn(String name, Kind kind) implements Serializable {
  /** How values are counted. */
  enum Kind {
    NUMBER,
    /** A date, in days, or a time stamp, in microseconds since 1970. */
    DATE,
    TIME,
    CATEGORY
  }

  /** Empty for types without an order or few values: structures, arrays, bytes. */
  static Optional<ProfiledColumn> of(StructField field) {
    return kind(field.dataType()).map(kind -> new ProfiledColumn(field.name(), kind));
  }

  boolean numeric() {
    return kind != Kind.CATEGORY;
  }

  /** Whether it says when. */
  boolean moment() {
    return kind == Kind.DATE || kind == Kind.TIME;
  }

  /** The column's values as doubles or texts. */
  Column values() {
    Column column = col("`" + name.replace("`", "``") + "`");
    return switch (kind) {
      case NUMBER -> column.cast("double");
      case DATE -> unix_date(column).cast("double");
      case TIME -> RowDigest.micros(name);
      case CATEGORY -> column.cast("string");
    };
  }

  private static Optional<Kind> kind(DataType type) {
    if (type instanceof NumericType) {
      return Optional.of(Kind.NUMBER);
    }
    if (type instanceof DateType) {
      return Optional.of(Kind.DATE);
    }
    if (type instanceof TimestampType || type instanceof TimestampNTZType) {
      return Optional.of(Kind.TIME);
    }
    return type instanceof StringType || type instanceof BooleanType
        ? Optional.of(Kind.CATEGORY)
        : Optional.empty();
  }
}
