package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.col;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.error.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;

/**
 * The columns of a table of predictions that an evaluation reads, under names of its own, so that
 * no name of a user's column can collide or need quoting later.
 */
final class PredictionColumns {
  static final String LABEL = "label";

  private final Dataset<Row> table;
  private final Problems problems = new Problems();
  private final List<Column> selected = new ArrayList<>();

  PredictionColumns(Dataset<Row> table) {
    this.table = table;
  }

  /** Reads a column of numbers or booleans as a double. */
  PredictionColumns number(String name, String as) {
    if (isThere(name)) {
      DataType type = table.schema().apply(name).dataType();
      if (type instanceof NumericType || type instanceof BooleanType) {
        selected.add(quoted(name).cast("double").as(as));
      } else {
        problems.add(
            "column \"" + name + "\"",
            "type " + type.simpleString(),
            "a number or a boolean",
            "Turn the " + as + " into one first");
      }
    }
    return this;
  }

  /** Reads the segment columns as text, in order. */
  PredictionColumns texts(List<String> names) {
    for (int at = 0; at < names.size(); at++) {
      if (isThere(names.get(at))) {
        selected.add(quoted(names.get(at)).cast("string").as("segment" + at));
      }
    }
    return this;
  }

  /**
   * The rows with these columns alone.
   *
   * @throws dev.holdout.error.HoldoutException when a column is missing or of another type
   */
  Dataset<Row> rows() {
    problems.throwIfAny(ErrorCode.CONFIGURATION, "Cannot evaluate the predictions");
    return table.select(selected.toArray(Column[]::new));
  }

  /** Throws when rows were met whose label is no label. */
  static void refuseOtherLabels(ScoreCounts counts, String label) {
    if (counts.omitted().withOtherLabel() > 0) {
      throw new HoldoutException(
          ErrorCode.DATA_CONTRACT,
          String.format(
              Locale.ROOT,
              "Cannot evaluate the predictions: found %,d rows whose \"%s\" is neither 0 nor 1,"
                  + " expected 0, 1 or null. Turn the label into whether it is the positive class.",
              counts.omitted().withOtherLabel(),
              label));
    }
  }

  private boolean isThere(String name) {
    List<String> columns = Arrays.asList(table.columns());
    long found = columns.stream().filter(name::equals).count();
    if (found != 1) {
      problems.add(
          "column \"" + name + "\"",
          found == 0 ? "no such column" : found + " columns of that name",
          "one of " + (columns.size() > 10 ? columns.subList(0, 10) + " and others" : columns),
          "Correct the name");
    }
    return found == 1;
  }

  private static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
