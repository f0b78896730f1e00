package dev.holdout.contract;

import com.fasterxml.jackson.core.io.NumberInput;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.catalyst.util.StringUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * A source value as a value of the declared type, as Spark keeps it in its own rows. It travels to
 * the executors.
 *
 * <p>Where the source's type is the declared one, or an integer stands for a number, the value is
 * taken over; otherwise its text is parsed. Blanks around a text are dropped unless the column is
 * text, a suffix is taken off, and what is left may mean "no value". Spark's own parsers take more
 * than they should for this purpose (a bare year as a date, a bare time as today's, {@code 1d} as a
 * number), so forms are checked as well. A negative zero becomes zero, so that equal numbers are
 * equal rows.
 */
final class ValueReader implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Stands for a value that is not there. */
  static final Object MISSING = new Object();

  private static final String VALUE = "value";

  private static final String WHOLE = "0123456789-+";
  private static final String DECIMAL = WHOLE + ".eE";
  private static final Map<String, Double> WORDS =
      Map.of(
          "nan", Double.NaN,
          "inf", Double.POSITIVE_INFINITY,
          "+inf", Double.POSITIVE_INFINITY,
          "infinity", Double.POSITIVE_INFINITY,
          "+infinity", Double.POSITIVE_INFINITY,
          "-inf", Double.NEGATIVE_INFINITY,
          "-infinity", Double.NEGATIVE_INFINITY);

  private final ColumnType type;
  private final boolean takesOver;
  private final boolean wholeOfFraction;
  private final boolean keepsBlanks;
  private final boolean trims;
  private final boolean cleans;
  private final String suffix;
  private final NumberForm numbers;
  private final Set<String> nothing;
  private final ZoneId zone;
  private final @Nullable BoundExpression taken;
  private final @Nullable BoundExpression text;
  private final @Nullable BoundExpression pattern;

  /**
   * A reader of the values of one column.
   *
   * @param from the source's type
   * @param missing texts that mean "no value" in every column
   * @param trimmed whether blanks around texts were dropped before
   * @param key whether the column is one of the key: blanks around such a text do not count
   */
  ValueReader(
      SparkSession spark,
      ColumnSpec column,
      DataType from,
      List<String> missing,
      boolean trimmed,
      boolean key) {
    this.type = column.type();
    this.takesOver = takenOver(type, from);
    this.wholeOfFraction =
        type == ColumnType.INTEGER && (from instanceof DoubleType || from instanceof FloatType);
    this.keepsBlanks = type == ColumnType.STRING && !trimmed && !key;
    this.trims = !keepsBlanks && !trimmed;
    this.cleans = !takesOver || !column.missing().isEmpty() || !missing.isEmpty();
    this.suffix = column.stripSuffix().orElse("");
    this.numbers = column.numbers();
    this.nothing = new HashSet<>(Set.of(""));
    missing.forEach(token -> nothing.add(Blanks.trimmed(token)));
    column.missing().forEach(token -> nothing.add(Blanks.trimmed(token)));
    this.zone = ZoneId.of(spark.sessionState().conf().sessionLocalTimeZone());
    StructType source = new StructType().add(VALUE, from);
    this.taken =
        takesOver && !from.equals(type.sparkType())
            ? BoundExpression.of(spark, source, functions.col(VALUE).cast(type.sparkType()))
            : null;
    this.text =
        from instanceof StringType
            ? null
            : BoundExpression.of(spark, source, functions.col(VALUE).cast(DataTypes.StringType));
    this.pattern = column.pattern().map(form -> byPattern(spark, type, form)).orElse(null);
  }

  private static BoundExpression byPattern(SparkSession spark, ColumnType type, String pattern) {
    var value = functions.col(VALUE);
    return BoundExpression.of(
        spark,
        new StructType().add(VALUE, DataTypes.StringType),
        type == ColumnType.DATE
            ? functions.try_to_date(value, pattern)
            : functions.try_to_timestamp(value, functions.lit(pattern)));
  }

  /** Whether values of the source's type become values of the declared one without their text. */
  private static boolean takenOver(ColumnType declared, DataType from) {
    Optional<ColumnType> given = SourceTypes.columnType(from);
    boolean same = given.equals(Optional.of(declared)) && declared != ColumnType.STRING;
    return same || (given.equals(Optional.of(ColumnType.INTEGER)) && declared == ColumnType.NUMBER);
  }

  /**
   * The typed value; {@link #MISSING} where the source has none, and null where what it has is no
   * value of the type.
   *
   * @param source a {@link String}, or a value as Spark keeps it in its own rows
   */
  @Nullable Object of(@Nullable Object source) {
    if (source == null) {
      return MISSING;
    }
    String cleaned = cleans ? cleaned(text(source)) : "";
    if (cleaned == null) {
      return MISSING;
    }
    if (takesOver) {
      Object value = taken != null ? taken.of(row(source)) : source;
      return value instanceof Double number ? (Object) (number + 0.0) : value;
    }
    return wholeOfFraction ? whole(((Number) source).doubleValue()) : parsed(cleaned);
  }

  /** The source's value as text. */
  String text(Object source) {
    if (source instanceof String already) {
      return already;
    }
    return String.valueOf(text != null ? text.of(row(source)) : source);
  }

  private static GenericInternalRow row(Object value) {
    return new GenericInternalRow(new Object[] {value});
  }

  private @Nullable String cleaned(String source) {
    String kept = trims ? Blanks.trimmed(source) : source;
    if (!suffix.isEmpty() && kept.endsWith(suffix)) {
      kept = kept.substring(0, kept.length() - suffix.length());
      kept = keepsBlanks ? kept : Blanks.trimmed(kept);
    }
    return nothing.contains(keepsBlanks ? Blanks.trimmed(kept) : kept) ? null : kept;
  }

  /** The value of the type that a text stands for; null where it stands for none. */
  @Nullable Object parsed(String cleaned) {
    return switch (type) {
      case STRING -> UTF8String.fromString(cleaned);
      case INTEGER -> whole(pointed(cleaned));
      case NUMBER -> number(pointed(cleaned));
      case BOOLEAN -> truth(UTF8String.fromString(cleaned));
      case DATE ->
          pattern != null
              ? pattern.of(row(UTF8String.fromString(cleaned)))
              : TextForms.isDay(cleaned)
                  ? value(DateTimeUtils.stringToDate(UTF8String.fromString(cleaned)))
                  : null;
      case TIMESTAMP ->
          pattern != null
              ? pattern.of(row(UTF8String.fromString(cleaned)))
              : TextForms.isTimestamp(cleaned)
                  ? value(DateTimeUtils.stringToTimestamp(UTF8String.fromString(cleaned), zone))
                  : null;
    };
  }

  /** The number as digits with a decimal point; a text of another form is refused. */
  private String pointed(String text) {
    String plain = numbers.plain(text);
    return plain != null ? plain : "not a number";
  }

  private static @Nullable Object value(scala.Option<Object> found) {
    return found.isDefined() ? found.get() : null;
  }

  private static @Nullable Object whole(double number) {
    long whole = (long) number;
    boolean fits = number >= -0x1p63 && number < 0x1p63;
    return fits && whole == number ? (Object) whole : null;
  }

  private static @Nullable Object whole(String text) {
    String trimmed = withoutZeroFraction(text.trim());
    if (!isMadeOf(trimmed, WHOLE)) {
      return null;
    }
    try {
      return Long.parseLong(trimmed);
    } catch (NumberFormatException none) {
      return null;
    }
  }

  /** {@code 3.0} as 3: so pandas writes integers of a column in which some are missing. */
  private static String withoutZeroFraction(String text) {
    int point = text.indexOf('.');
    return point > 0 && point < text.length() - 1 && isMadeOf(text.substring(point + 1), "0")
        ? text.substring(0, point)
        : text;
  }

  private static boolean isMadeOf(String text, String characters) {
    for (int at = 0; at < text.length(); at++) {
      if (characters.indexOf(text.charAt(at)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Object number(String text) {
    String trimmed = text.trim();
    if (!isMadeOf(trimmed, DECIMAL)) {
      return WORDS.get(trimmed.toLowerCase(Locale.ROOT));
    }
    try {
      return NumberInput.parseDouble(trimmed, true) + 0.0;
    } catch (NumberFormatException none) {
      return null;
    }
  }

  private static @Nullable Object truth(UTF8String text) {
    if (StringUtils.isTrueString(text)) {
      return true;
    }
    return StringUtils.isFalseString(text) ? (Object) false : null;
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
