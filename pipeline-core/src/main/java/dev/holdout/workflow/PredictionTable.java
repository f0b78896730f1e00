package dev.holdout.workflow;

import dev.holdout.contract.Columns;
import dev.holdout.contract.HeaderNames;
import dev.holdout.contract.TextNumbers;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.NearMiss;
import dev.holdout.error.Problems;
import dev.holdout.label.LabelEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of a table of predictions as an evaluation wants them, and what is wrong with it. */
final class PredictionTable {
  private static final int LISTED = 12;
  private static final int VALUES = 1_000;
  private static final String VALUE = "value";
  private static final String COLUMN = "column";

  private final String source;
  private final Dataset<Row> all;
  private final Dataset<Row> rows;
  private final Problems problems = new Problems();

  PredictionTable(String source, Dataset<Row> rows) {
    this.source = source;
    this.all = rows;
    this.rows =
        hasUnreadable()
            ? rows.filter(functions.col(Columns.UNREADABLE).isNull()).drop(Columns.UNREADABLE)
            : rows;
  }

  /** All rows, those that cannot be read among them. */
  Dataset<Row> all() {
    return all;
  }

  /** Whether {@link #all} tell which of them cannot be read. */
  boolean hasUnreadable() {
    return Arrays.asList(all.columns()).contains(Columns.UNREADABLE);
  }

  /** The rows that can be read. */
  Dataset<Row> rows() {
    return rows;
  }

  List<String> columns() {
    return Arrays.asList(rows.columns());
  }

  /** Whether a column is text, and so has to be read as numbers. */
  boolean isText(String name) {
    return type(name).filter(StringType.class::isInstance).isPresent();
  }

  Optional<DataType> type(String name) {
    return Arrays.stream(rows.schema().fields())
        .filter(field -> field.name().equals(name))
        .map(field -> field.dataType())
        .findFirst();
  }

  /** What a column of text that nearly is one of numbers holds. */
  Optional<String> nearly(String name) {
    return Arrays.stream(rows.schema().fields())
        .filter(field -> field.name().equals(name))
        .filter(field -> field.metadata().contains(Columns.NEARLY))
        .map(field -> field.metadata().getString(Columns.NEARLY))
        .findFirst();
  }

  /** A column of numbers, booleans or texts of numbers as doubles; {@code what} it is for. */
  Column number(String name, String what) {
    if (!isThere(name, what)) {
      return functions.lit(null).cast("double");
    }
    DataType type = type(name).orElseThrow();
    if (type instanceof StringType) {
      return TextNumbers.number(TextNumbers.known(Columns.named(name)));
    }
    if (!(type instanceof NumericType) && !(type instanceof BooleanType)) {
      problem(what, name, "type " + type.simpleString(), "numbers");
    }
    // The decimal that a 32-bit number stands for: widened, 0.7 would be below a threshold of 0.7.
    return type instanceof FloatType
        ? Columns.named(name).cast("string").cast("double")
        : Columns.named(name).cast("double");
  }

  /** Whether a column holds numbers. */
  boolean isNumber(String name) {
    return type(name).filter(NumericType.class::isInstance).isPresent();
  }

  /** Demands a column of single values, no lists or the like; {@code what} it is for. */
  void single(String name, String what) {
    if (isThere(name, what)) {
      DataType type = type(name).orElseThrow();
      if (!(type instanceof AtomicType)) {
        problem(what, name, "type " + type.simpleString(), "single values");
      }
    }
  }

  /** All columns that can be hashed, but for those that share a name. */
  Column[] values() {
    return Arrays.stream(rows.schema().fields())
        .filter(field -> isHashable(field.dataType()))
        .map(StructField::name)
        .filter(name -> Collections.frequency(columns(), name) == 1)
        .map(Columns::named)
        .toArray(Column[]::new);
  }

  /** Single values, and lists and records of them; Spark does not hash maps. */
  private static boolean isHashable(DataType type) {
    return type instanceof AtomicType
        || (type instanceof ArrayType list && isHashable(list.elementType()))
        || (type instanceof StructType record
            && Arrays.stream(record.fields()).allMatch(field -> isHashable(field.dataType())));
  }

  /** Where a text that should be a number is none: the text; else null. */
  Column noNumber(String name) {
    Column known = TextNumbers.known(Columns.named(name));
    return isText(name)
        ? functions.when(TextNumbers.number(known).isNull(), known)
        : functions.lit(null).cast("string");
  }

  /** A column of classes as their numbers; null where it is none of them. */
  Column classes(String name, LabelEncoding encoding, String what) {
    if (!isThere(name, what)) {
      return functions.lit(null).cast("double");
    }
    single(name, what);
    return encoding.number(Columns.named(name));
  }

  /** The values of a column of classes as text, null where there is none. */
  Column known(String name, LabelEncoding encoding) {
    return encoding.known(text(name));
  }

  /** The values of a column as text, null where there is none. */
  Column known(String name) {
    return TextNumbers.known(text(name));
  }

  private Column text(String name) {
    Column column = Columns.named(name);
    return isNumber(name) ? wholeNumbers(column) : column.cast("string");
  }

  private static Column wholeNumbers(Column number) {
    Column whole = number.try_cast("bigint");
    return functions
        .when(whole.cast("double").equalTo(number.cast("double")), whole.cast("string"))
        .otherwise(number.cast("string"));
  }

  /** The texts of columns with their rows, the most frequent first; a scan of each column. */
  List<Map<String, Long>> counts(List<String> names) {
    Dataset<Row> texts = null;
    List<Map<String, Long>> counts = new ArrayList<>();
    for (String name : names) {
      Dataset<Row> column =
          rows.select(functions.lit(counts.size()).as(COLUMN), text(name).as(VALUE));
      texts = texts == null ? column : texts.union(column);
      counts.add(new LinkedHashMap<>());
    }
    if (texts != null) {
      texts
          .where(functions.col(VALUE).isNotNull())
          .groupBy(COLUMN, VALUE)
          .count()
          .orderBy(functions.col("count").desc(), functions.col(VALUE))
          .limit(names.size() * VALUES)
          .collectAsList()
          .forEach(row -> counts.get(row.getInt(0)).put(row.getString(1), row.getLong(2)));
    }
    return counts;
  }

  /** Whether there is exactly one of each of these columns, without a problem if not. */
  boolean areThere(String... names) {
    return Arrays.stream(names).allMatch(name -> Collections.frequency(columns(), name) == 1);
  }

  /** Whether there is exactly one such column. */
  boolean isThere(String name, String what) {
    int found = Collections.frequency(columns(), name);
    Optional<HeaderNames.Renamed> renamed =
        HeaderNames.Renamed.of(rows.schema()).stream()
            .filter(one -> one.header().contains(name))
            .findFirst();
    if (found == 0 && renamed.isPresent()) {
      problems.add(
          what + " " + name,
          "the column name " + renamed.get().found(),
          "one of these columns, which are called " + renamed.get().called(),
          "");
    } else if (found != 1) {
      problems.add(
          what + " " + name,
          found == 0 ? "no such column" : found + " columns of that name",
          "one of " + listed(),
          found == 0 ? NearMiss.of(name, columns()) : "");
    }
    return found == 1;
  }

  void problem(String what, String name, String found, String expected) {
    problems.add(what + " " + name, found, expected, "");
  }

  void throwIfAny() {
    problems.throwIfAny(ErrorCode.USAGE, "Cannot evaluate " + source);
  }

  private String listed() {
    List<String> columns = columns();
    return String.join(", ", columns.subList(0, Math.min(LISTED, columns.size())))
        + (columns.size() > LISTED ? ", … (" + columns.size() + " columns)" : "");
  }
}
