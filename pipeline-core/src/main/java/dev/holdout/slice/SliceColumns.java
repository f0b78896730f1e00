package dev.holdout.slice;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import dev.holdout.stat.ClusterBucket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;

/**
 * The error and the features of a table, under names of their own: the error at position 0 as a
 * double, null where it is not finite; then each feature, as a double if it is a number (NaN being
 * null), else as text.
 */
final class SliceColumns {
  static final String ERROR = "error";
  static final String BUCKET = "bucket";
  static final int FIRST_FEATURE = 1;

  private final Dataset<Row> table;
  private final Problems problems = new Problems();
  private final List<Column> selected = new ArrayList<>();
  private final List<Boolean> numeric = new ArrayList<>();

  SliceColumns(Dataset<Row> table, String error) {
    this.table = table;
    DataType type = typeOf(error).orElse(null);
    if (type instanceof NumericType || type instanceof BooleanType) {
      Column value = quoted(error).cast("double");
      selected.add(
          when(abs(value).lt(lit(Double.POSITIVE_INFINITY)), value).otherwise(lit(null)).as(ERROR));
    } else if (type != null) {
      refuse(error, type, "a number or a boolean", "Compute the error of each row first");
    }
  }

  /** Reads a feature. */
  SliceColumns feature(String name) {
    typeOf(name)
        .ifPresent(
            type -> {
              boolean number = type instanceof NumericType;
              Column value = quoted(name).cast(number ? "double" : "string");
              if (number) {
                value = when(isnan(value), lit(null)).otherwise(value);
              }
              selected.add(value.as(name(numeric.size())));
              numeric.add(number);
            });
    return this;
  }

  /** Reads a feature that must be a number, or must be none. */
  SliceColumns feature(String name, boolean number) {
    typeOf(name)
        .filter(type -> number != type instanceof NumericType)
        .ifPresent(
            type ->
                refuse(
                    name,
                    type,
                    number ? "a number" : "text",
                    "Give the column the type that it had where slices were found"));
    return feature(name);
  }

  /** Reads the bucket that a row's cluster falls into. */
  SliceColumns bucket(String cluster) {
    typeOf(cluster).ifPresent(unused -> selected.add(ClusterBucket.of(cluster).as(BUCKET)));
    return this;
  }

  /** The column of the feature read at a place. */
  static String name(int feature) {
    return "feature" + feature;
  }

  /** Whether each feature is a number. */
  boolean[] numeric() {
    boolean[] flags = new boolean[numeric.size()];
    for (int at = 0; at < flags.length; at++) {
      flags[at] = numeric.get(at);
    }
    return flags;
  }

  /**
   * The rows with these columns alone.
   *
   * @throws dev.holdout.error.HoldoutException when a column is missing or of another type
   */
  Dataset<Row> rows(String what) {
    problems.throwIfAny(ErrorCode.CONFIGURATION, "Cannot " + what);
    return table.select(selected.toArray(Column[]::new));
  }

  private Optional<DataType> typeOf(String name) {
    List<String> columns = Arrays.asList(table.columns());
    long found = columns.stream().filter(name::equals).count();
    if (found == 1) {
      return Optional.of(table.schema().apply(name).dataType());
    }
    problems.add(
        "column \"" + name + "\"",
        found == 0 ? "no such column" : found + " columns of that name",
        "one of " + (columns.size() > 10 ? columns.subList(0, 10) + " and others" : columns),
        "Correct the name");
    return Optional.empty();
  }

  private void refuse(String name, DataType type, String expected, String remedy) {
    problems.add("column \"" + name + "\"", "type " + type.simpleString(), expected, remedy);
  }

  private static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
