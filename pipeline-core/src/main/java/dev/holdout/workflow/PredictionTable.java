package dev.holdout.workflow;

import dev.holdout.contract.Columns;
import dev.holdout.contract.TextNumbers;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.NearMiss;
import dev.holdout.error.Problems;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of a table of predictions as an evaluation wants them, and what is wrong with it. */
final class PredictionTable {
  private static final int LISTED = 12;

  private final String source;
  private final Dataset<Row> rows;
  private final Problems problems = new Problems();

  PredictionTable(String source, Dataset<Row> rows) {
    this.source = source;
    this.rows = rows;
  }

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
    return Columns.named(name).cast("double");
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

  /**
   * A column of two classes as 1 and 0; null where it is neither.
   *
   * @param positive the value that counts as positive; empty for 1 and 0, yes and no, true and
   *     false
   */
  Column truth(String name, Optional<String> positive, String what) {
    if (!isThere(name, what)) {
      return functions.lit(null).cast("double");
    }
    Column column = Columns.named(name);
    DataType type = type(name).orElseThrow();
    if (positive.isPresent() && !(type instanceof BooleanType)) {
      return functions.when(known(name).isNotNull(), isValue(name, positive.get()).cast("double"));
    }
    if (type instanceof StringType) {
      return TextNumbers.truth(TextNumbers.known(column));
    }
    if (type instanceof NumericType || type instanceof BooleanType) {
      Column number = column.cast("double");
      Column truth = functions.when(number.isin(0.0, 1.0), number);
      boolean turned = positive.filter(TextNumbers.NO::contains).isPresent();
      return turned ? functions.lit(1.0).minus(truth) : truth;
    }
    problem(what, name, "type " + type.simpleString(), "two classes");
    return functions.lit(null).cast("double");
  }

  /** The values of a column as text, null where there is none. */
  Column known(String name) {
    Column column = Columns.named(name);
    Column text = isNumber(name) ? wholeNumbers(column) : column.cast("string");
    return TextNumbers.known(text);
  }

  private static Column wholeNumbers(Column number) {
    Column whole = number.try_cast("bigint");
    return functions
        .when(whole.cast("double").equalTo(number.cast("double")), whole.cast("string"))
        .otherwise(number.cast("string"));
  }

  /** Whether a column has a value, compared as text and, where both are numbers, as numbers. */
  private Column isValue(String name, String value) {
    Column known = known(name);
    Column same = known.equalTo(value);
    try {
      double number = Double.parseDouble(value);
      return same.or(
          functions.coalesce(TextNumbers.number(known).equalTo(number), functions.lit(false)));
    } catch (NumberFormatException e) {
      return same;
    }
  }

  /** Whether there is exactly one such column. */
  boolean isThere(String name, String what) {
    int found = Collections.frequency(columns(), name);
    if (found != 1) {
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
