package dev.holdout.contract;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.try_to_date;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.when;

import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/**
 * A source value as a value of the declared type; null where it is none.
 *
 * <p>Where the source's type is the declared one, or an integer stands for a number, the value is
 * taken over; otherwise its text is parsed. Spark's own parsers take more than they should for this
 * purpose (a bare year as a date, a bare time as today's, {@code 1d} as a number), so forms are
 * checked as well. A negative zero becomes zero, so that equal numbers are equal rows.
 */
final class TypedValue {
  static final String DATE = "^\\d{4}-\\d{2}-\\d{2}$";
  static final String TIMESTAMP =
      "^\\d{4}-\\d{2}-\\d{2}([T ]([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?"
          + "(Z|[+-]\\d{2}:\\d{2})?)?$";

  private TypedValue() {}

  /**
   * The typed value.
   *
   * @param from the source's type
   * @param value the source's value
   * @param text its cleaned text, null for no value
   */
  static Column of(ColumnSpec column, DataType from, Column value, Column text) {
    if (takenOver(column.type(), from)) {
      Column taken = when(text.isNotNull(), value.cast(column.type().sparkType()));
      return column.type() == ColumnType.NUMBER ? taken.plus(lit(0.0)) : taken;
    }
    if (column.type() == ColumnType.INTEGER
        && (from instanceof DoubleType || from instanceof FloatType)) {
      Column whole = value.try_cast(DataTypes.LongType);
      return when(text.isNotNull().and(whole.cast(from).equalTo(value)), whole);
    }
    return parsed(column, text);
  }

  /** Whether values of the source's type become values of the declared one without their text. */
  static boolean takenOver(ColumnType declared, DataType from) {
    Optional<ColumnType> given = SourceTypes.columnType(from);
    boolean same = given.equals(Optional.of(declared)) && declared != ColumnType.STRING;
    return same || (given.equals(Optional.of(ColumnType.INTEGER)) && declared == ColumnType.NUMBER);
  }

  private static Column parsed(ColumnSpec column, Column text) {
    return switch (column.type()) {
      case STRING -> text;
      case INTEGER -> text.try_cast(DataTypes.LongType);
      case NUMBER -> TextNumbers.number(text).plus(lit(0.0));
      case BOOLEAN -> text.try_cast(DataTypes.BooleanType);
      case DATE ->
          column
              .pattern()
              .map(pattern -> try_to_date(text, pattern))
              .orElseGet(() -> when(text.rlike(DATE), text.try_cast(DataTypes.DateType)));
      case TIMESTAMP ->
          column
              .pattern()
              .map(pattern -> try_to_timestamp(text, lit(pattern)))
              .orElseGet(() -> when(text.rlike(TIMESTAMP), text.try_cast(DataTypes.TimestampType)));
    };
  }

  /** Whether a value that is not null is one of the allowed ones. */
  static Column among(ColumnSpec column, Column value) {
    if (column.type() == ColumnType.STRING) {
      return value.isin(column.allowed().toArray());
    }
    Column any = lit(false);
    for (String allowed : column.allowed()) {
      Column typed = parsed(column, lit(allowed));
      any = any.or(coalesce(value.equalTo(typed), lit(false)));
    }
    return any;
  }

  /** The reason for a text that is no value of the type. */
  static String refusal(ColumnType type) {
    return switch (type) {
      case STRING -> "not_a_text";
      case INTEGER -> "not_an_integer";
      case NUMBER -> "not_a_number";
      case BOOLEAN -> "not_a_boolean";
      case DATE -> "not_a_date";
      case TIMESTAMP -> "not_a_timestamp";
    };
  }
}
