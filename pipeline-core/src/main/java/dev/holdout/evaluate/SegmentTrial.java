package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.expr;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Tries the expressions of segments where a failure costs nothing: on the columns before any work,
 * on rows of Training before Test is opened.
 */
public final class SegmentTrial {
  private static final String HEADLINE = "Cannot divide the rows into segments";

  private SegmentTrial() {}

  /**
   * Resolves expressions.
   *
   * @throws dev.holdout.error.HoldoutException with {@code CONFIGURATION} where one is none of a
   *     row's own columns
   */
  public static void resolve(SparkSession spark, StructType columns, List<SegmentBy> segments) {
    Problems problems = new Problems();
    expressions(segments).forEach(segment -> resolve(spark, columns, segment, problems));
    problems.throwIfAny(ErrorCode.CONFIGURATION, HEADLINE);
  }

  static boolean resolve(
      SparkSession spark, StructType columns, SegmentBy segment, Problems problems) {
    var refusal = RowExpression.refusal(spark, columns, segment.of());
    refusal.ifPresent(
        found ->
            problems.add(
                "segment \"" + segment.name() + "\"",
                "the expression " + segment.of() + ": " + found,
                "a SQL expression over the columns of one row, with deterministic functions alone",
                "Correct the expression, or make it a column of the table"));
    return refusal.isEmpty();
  }

  /**
   * Computes expressions for all rows: one action, and one more for each where some fail.
   *
   * @throws dev.holdout.error.HoldoutException with {@code CONFIGURATION} where one fails
   */
  public static void compute(Dataset<Row> rows, List<SegmentBy> segments) {
    List<SegmentBy> tried = expressions(segments);
    resolve(rows.sparkSession(), rows.schema(), tried);
    if (tried.isEmpty() || works(rows, tried, new Problems())) {
      return;
    }
    Problems problems = new Problems();
    tried.forEach(segment -> works(rows, List.of(segment), problems));
    problems.throwIfAny(ErrorCode.CONFIGURATION, HEADLINE);
  }

  private static boolean works(Dataset<Row> rows, List<SegmentBy> tried, Problems problems) {
    try {
      Column[] values =
          tried.stream().map(segment -> expr(segment.of()).cast("string")).toArray(Column[]::new);
      rows.select(values).write().format("noop").mode("overwrite").save();
      return true;
    } catch (Exception e) {
      // Spark's exceptions are checked and not declared.
      SegmentBy first = tried.get(0);
      problems.add(
          "segment \"" + first.name() + "\"",
          "the expression "
              + first.of()
              + " over "
              + RowExpression.columns(rows.sparkSession(), rows.schema(), first.of())
              + ", which fails for some row: "
              + RowExpression.firstLine(root(e)),
          "a value, or null, for every row",
          "Use the forms that give null instead: try_divide, try_add, try_cast, try_element_at,"
              + " nullif");
      return false;
    }
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static List<SegmentBy> expressions(List<SegmentBy> segments) {
    return segments.stream()
        .filter(segment -> segment.kind() == SegmentBy.Kind.EXPRESSION)
        .toList();
  }
}
