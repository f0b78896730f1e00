package dev.holdout.decide;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * The columns with amounts that a cost matrix reads, and which of them weighs which decision.
 *
 * @param names in order
 * @param truePositive index of the column that weighs a true positive, or {@value #NONE}; and so on
 */
record AmountColumns(
    List<String> names, int truePositive, int falseNegative, int falsePositive, int trueNegative)
    implements Serializable {
  static final int NONE = -1;

  private static final String PREFIX = "_amount_";

  /** No columns at all. */
  static AmountColumns none() {
    return new AmountColumns(List.of(), NONE, NONE, NONE, NONE);
  }

  /**
   * Those of a rule's costs, if it has any.
   *
   * @throws dev.holdout.error.HoldoutException when a column is missing or no number
   */
  static AmountColumns of(StructType schema, Optional<CostMatrix> costs) {
    if (costs.isEmpty()) {
      return none();
    }
    CostMatrix matrix = costs.get();
    List<String> names = matrix.columns();
    Problems problems = new Problems();
    List<String> known = Arrays.asList(schema.fieldNames());
    for (String name : names) {
      String where = "column \"" + name + "\"";
      if (!known.contains(name)) {
        problems.add(where, "no such column", "a column of the dataset", "Correct the name");
      } else if (!(schema.apply(name).dataType() instanceof NumericType)) {
        String type = schema.apply(name).dataType().simpleString();
        problems.add(where, "type " + type, "a number", "Declare it as one");
      }
    }
    problems.throwIfAny(ErrorCode.CONFIGURATION, "Cannot weigh decisions by amounts");
    return new AmountColumns(
        names,
        index(names, matrix.truePositive()),
        index(names, matrix.falseNegative()),
        index(names, matrix.falsePositive()),
        index(names, matrix.trueNegative()));
  }

  private static int index(List<String> names, Cost cost) {
    return cost.column().map(names::indexOf).orElse(NONE);
  }

  /** Which column weighs a row when it is decided positive. */
  int acted(boolean positive) {
    return positive ? truePositive : falsePositive;
  }

  /** Which column weighs a row when it is decided negative. */
  int left(boolean positive) {
    return positive ? falseNegative : trueNegative;
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  int channels() {
    return isEmpty() ? 2 : Amounts.CHANNELS;
  }

  /** The columns given, then the amounts under names of their own. */
  Column[] selected(List<Column> first) {
    List<Column> columns = new ArrayList<>(first);
    for (int at = 0; at < names.size(); at++) {
      columns.add(Columns.named(names.get(at)).cast("double").as(PREFIX + at));
    }
    return columns.toArray(Column[]::new);
  }

  /** The amounts of a table made by {@link #selected}, between other columns. */
  Column[] between(List<Column> first, List<Column> last) {
    List<Column> columns = new ArrayList<>(first);
    for (int at = 0; at < names.size(); at++) {
      columns.add(col(PREFIX + at));
    }
    columns.addAll(last);
    return columns.toArray(Column[]::new);
  }
}
