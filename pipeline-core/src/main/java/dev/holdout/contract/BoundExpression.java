package dev.holdout.contract;

import java.io.Serializable;
import java.util.ArrayList;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BindReferences$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.package$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.classic.Dataset;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * An expression of Spark over the values of one row, computed without a query: for what is needed
 * of few rows, and for what Spark alone knows, such as its patterns of times. It travels to the
 * executors.
 */
final class BoundExpression implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Expression expression;

  private BoundExpression(Expression expression) {
    this.expression = expression;
  }

  /**
   * Resolves an expression; no job.
   *
   * @param columns of the rows that it will be computed for
   */
  static BoundExpression of(SparkSession spark, StructType columns, Column expression) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Dataset<Row> none =
        (Dataset<Row>)
            spark
                .createDataFrame(context.parallelize(new ArrayList<Row>(), 1), columns)
                .select(expression.as("value"));
    LogicalPlan plan = none.queryExecution().optimizedPlan();
    if (!(plan instanceof Project project)) {
      throw new IllegalStateException("No projection: " + plan);
    }
    return new BoundExpression(
        BindReferences$.MODULE$.bindReference(
            (Expression) project.projectList().head(),
            package$.MODULE$.AttributeSeq(project.child().output()),
            false));
  }

  /** The value for a row. */
  @Nullable Object of(InternalRow row) {
    return expression.eval(row);
  }
}
