package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;

/**
 * What divides the rows of a table into segments, as columns of text; null stays null, and NaN is
 * in no bin.
 *
 * <p>Cost: one query for all that are quantiles, none without. Their edges are values of the column
 * whose rank is within 10<sup>−5</sup> of the rows.
 */
public final class SegmentColumns {
  private static final int QUANTILE_ACCURACY = 100_000;

  private final Dataset<Row> table;
  private final Problems problems;

  SegmentColumns(Dataset<Row> table, Problems problems) {
    this.table = table;
    this.problems = problems;
  }

  /**
   * The columns to store beside predictions, so that {@link EvaluationSpec#stored} finds its
   * segments there: under the segments' names, values as they are and bins as text.
   *
   * @throws dev.holdout.error.HoldoutException when a column is missing or of another type
   */
  public static List<Column> of(EvaluationSpec spec, Dataset<Row> table) {
    Problems problems = new Problems();
    List<Column> texts = new SegmentColumns(table, problems).texts(spec.segments());
    problems.throwIfAny(ErrorCode.CONFIGURATION, "Cannot divide the rows into segments");
    List<Column> columns = new ArrayList<>();
    for (int at = 0; at < texts.size(); at++) {
      SegmentBy by = spec.segments().get(at);
      columns.add(
          by.kind() == SegmentBy.Kind.VALUES
              ? Columns.named(by.of())
              : texts.get(at).as(by.name()));
    }
    return columns;
  }

  /** In the order given; those that cannot be made are added to the problems. */
  List<Column> texts(List<SegmentBy> by) {
    List<SegmentBy> usable = by.stream().filter(this::isUsable).toList();
    List<List<Double>> quantiles = quantiles(usable);
    List<Column> texts = new ArrayList<>();
    int next = 0;
    for (SegmentBy one : usable) {
      texts.add(
          switch (one.kind()) {
            case VALUES -> Columns.named(one.of()).cast("string");
            case EXPRESSION -> expr(one.of()).cast("string");
            case BINS -> binned(one.of(), one.edges());
            case QUANTILES -> binned(one.of(), quantiles.get(next++));
          });
    }
    return texts;
  }

  private boolean isUsable(SegmentBy by) {
    return switch (by.kind()) {
      case VALUES -> isThere(by.of());
      case BINS, QUANTILES -> isNumber(by.of(), "what is divided into bins");
      case EXPRESSION -> isExpression(by);
    };
  }

  private boolean isExpression(SegmentBy by) {
    String refused;
    try {
      table.select(expr(by.of())).schema();
      return true;
    } catch (Exception e) {
      // Spark's AnalysisException is checked and not declared.
      refused = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
    problems.add(
        "segment \"" + by.name() + "\"",
        "the expression " + by.of() + ": " + refused,
        "a SQL expression over the columns of the table",
        "Correct the expression");
    return false;
  }

  private List<List<Double>> quantiles(List<SegmentBy> by) {
    List<Column> wanted =
        by.stream()
            .filter(one -> one.kind() == SegmentBy.Kind.QUANTILES)
            .map(SegmentColumns::quantilesOf)
            .toList();
    List<List<Double>> edges = new ArrayList<>();
    if (!wanted.isEmpty()) {
      Row found = table.select(wanted.toArray(Column[]::new)).head();
      for (int at = 0; at < wanted.size(); at++) {
        edges.add(
            found.isNullAt(at)
                ? List.of()
                : found.<Double>getList(at).stream().filter(Double::isFinite).distinct().toList());
      }
    }
    return edges;
  }

  private static Column quantilesOf(SegmentBy by) {
    Column[] shares = new Column[by.quantiles() - 1];
    for (int at = 0; at < shares.length; at++) {
      shares[at] = lit((at + 1.0) / by.quantiles());
    }
    Column value = Columns.named(by.of()).cast("double");
    return percentile_approx(
        when(isnan(value).equalTo(false), value), array(shares), lit(QUANTILE_ACCURACY));
  }

  private static Column binned(String column, List<Double> edges) {
    Column value = Columns.named(column).cast("double");
    Column known = value.isNotNull().and(isnan(value).equalTo(false));
    if (edges.isEmpty()) {
      return when(known, lit("any number"));
    }
    List<String> names = SegmentBy.binNames(edges);
    Column name = lit(names.get(edges.size()));
    for (int at = edges.size() - 1; at >= 0; at--) {
      name = when(value.lt(lit(edges.get(at))), lit(names.get(at))).otherwise(name);
    }
    return when(known, name);
  }

  /** Whether there is one such column, of numbers or booleans. */
  boolean isNumber(String name, String what) {
    if (!isThere(name)) {
      return false;
    }
    DataType type = table.schema().apply(name).dataType();
    if (type instanceof NumericType || type instanceof BooleanType) {
      return true;
    }
    problems.add(
        "column \"" + name + "\"",
        "type " + type.simpleString(),
        "a number or a boolean",
        "Turn " + what + " into one first");
    return false;
  }

  /** Whether there is one such column. */
  boolean isThere(String name) {
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
}
