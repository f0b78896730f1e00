package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.expr;

import dev.holdout.contract.Columns;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.CallMethodViaReflection;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.Generator;
import org.apache.spark.sql.catalyst.expressions.Greatest;
import org.apache.spark.sql.catalyst.expressions.Least;
import org.apache.spark.sql.catalyst.expressions.Nondeterministic;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.Unevaluable;
import org.apache.spark.sql.catalyst.expressions.UserDefinedExpression;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.WindowFunction;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateFunction;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a SQL expression may be whose values divide rows: one value of each row that follows from
 * the row's columns alone, whenever and wherever it is computed. No aggregates, windows, generators
 * and subqueries; nothing random; nothing that asks the machine, the session or the clock; no
 * functions of the session's own.
 */
public final class RowExpression {
  /** Deterministic to Spark, and yet not a function of the row alone, or made to fail. */
  private static final Set<String> REFUSED =
      Set.of(
          "aes_encrypt",
          "assert_true",
          "from_avro",
          "from_protobuf",
          "java_method",
          "raise_error",
          "reflect",
          "to_avro",
          "to_protobuf",
          "try_reflect",
          "version");

  private static final Set<String> CLOCK =
      Set.of(
          "curdate", "current_date", "current_time", "current_timestamp", "localtimestamp", "now");

  /** Spark's own groups of functions. */
  private static final Set<String> OF_MANY_ROWS =
      Set.of("agg_funcs", "window_funcs", "generator_funcs");

  private RowExpression() {}

  /** Why a text is refused whatever the columns are; empty if it may be an expression of a row. */
  public static Optional<String> refusal(String sql) {
    try {
      return refusal(new CatalystSqlParser().parseExpression(sql));
    } catch (Exception e) {
      // Spark's ParseException is checked and not declared.
      return Optional.of(firstLine(e));
    }
  }

  /** Why a text is refused over columns; empty if it is an expression of a row. */
  static Optional<String> refusal(SparkSession spark, StructType columns, String sql) {
    Optional<String> form = refusal(sql);
    if (form.isPresent()) {
      return form;
    }
    LogicalPlan plan;
    try {
      plan = analysed(spark, columns, sql);
    } catch (Exception e) {
      // Spark's AnalysisException is checked and not declared.
      return Optional.of(firstLine(e));
    }
    List<Expression> made = list(plan.expressions());
    boolean row = plan instanceof Project project && project.child() instanceof LocalRelation;
    if (!row || made.size() != 1) {
      return Optional.of("no single value for each row");
    }
    return refusal(made.get(0)).or(() -> comparedAsText(made.get(0)));
  }

  /** An order of texts most of which are numbers: 9 would come after 10. */
  private static Optional<String> comparedAsText(Expression whole) {
    List<Expression> open = new ArrayList<>(List.of(whole));
    while (!open.isEmpty()) {
      Expression at = open.remove(open.size() - 1);
      List<Expression> children = list(at.children());
      boolean orders =
          (at instanceof BinaryComparison
                  && !(at instanceof EqualTo)
                  && !(at instanceof EqualNullSafe))
              || at instanceof Greatest
              || at instanceof Least;
      for (Expression child : children) {
        if (orders && child instanceof Attribute column && isNearly(column)) {
          return Optional.of(
              column.name()
                  + " would be compared as text ("
                  + column.metadata().getString(Columns.NEARLY)
                  + "); try_cast("
                  + column.name()
                  + " AS DOUBLE) is its number, or null");
        }
      }
      open.addAll(children);
    }
    return Optional.empty();
  }

  private static boolean isNearly(Attribute column) {
    return column.dataType() instanceof StringType && column.metadata().contains(Columns.NEARLY);
  }

  /** The columns that an expression reads, with their types. */
  static String columns(SparkSession spark, StructType columns, String sql) {
    Set<String> read = new LinkedHashSet<>();
    List<Expression> open = new ArrayList<>(list(analysed(spark, columns, sql).expressions()));
    while (!open.isEmpty()) {
      Expression at = open.remove(open.size() - 1);
      if (at instanceof Attribute attribute) {
        read.add(attribute.name() + " " + attribute.dataType().simpleString());
      }
      open.addAll(list(at.children()));
    }
    return read.isEmpty() ? "no column" : read.stream().sorted().collect(Collectors.joining(", "));
  }

  private static LogicalPlan analysed(SparkSession spark, StructType columns, String sql) {
    var rows = spark.createDataFrame(List.of(), columns).select(expr(sql));
    return ((org.apache.spark.sql.classic.Dataset<?>) rows).queryExecution().analyzed();
  }

  private static Optional<String> refusal(Expression whole) {
    List<Expression> open = new ArrayList<>(List.of(whole));
    while (!open.isEmpty()) {
      Expression at = open.remove(open.size() - 1);
      Optional<String> refusal = refusalOfNode(at);
      if (refusal.isPresent()) {
        return refusal;
      }
      open.addAll(list(at.children()));
    }
    return Optional.empty();
  }

  private static Optional<String> refusalOfNode(Expression at) {
    if (at instanceof PlanExpression<?>) {
      return Optional.of("a subquery");
    }
    if (at instanceof UnresolvedFunction function) {
      String name = String.join(".", list(function.nameParts()));
      Optional<ExpressionInfo> known = known(name);
      return known.flatMap(RowExpression::refusal);
    }
    if (isCurrent(at) && list(at.children()).stream().noneMatch(RowExpression::isCurrent)) {
      return current(at.prettyName());
    }
    Optional<String> refusal = refusal(at.getClass(), at.prettyName());
    boolean itself =
        !at.deterministic() && list(at.children()).stream().allMatch(Expression::deterministic);
    return refusal.isEmpty() && itself ? Optional.of(random(at.prettyName())) : refusal;
  }

  private static boolean isCurrent(Expression at) {
    return at.containsPattern(TreePattern.CURRENT_LIKE());
  }

  private static Optional<String> refusal(ExpressionInfo function) {
    Class<?> type = classOf(function);
    Optional<String> byClass = refusal(type, function.getName());
    if (Unevaluable.class.isAssignableFrom(type) || CLOCK.contains(function.getName())) {
      return byClass.isPresent() ? byClass : current(function.getName());
    }
    return byClass.isEmpty() && OF_MANY_ROWS.contains(function.getGroup())
        ? Optional.of("the function " + function.getName() + ", which is not one of a single row")
        : byClass;
  }

  private static Optional<String> refusal(Class<?> type, String name) {
    if (AggregateFunction.class.isAssignableFrom(type)
        || AggregateExpression.class.isAssignableFrom(type)) {
      return Optional.of("the aggregate function " + name + ", which has no value for each row");
    }
    if (WindowFunction.class.isAssignableFrom(type)
        || WindowExpression.class.isAssignableFrom(type)) {
      return Optional.of("a window, whose value depends on other rows");
    }
    if (Generator.class.isAssignableFrom(type)) {
      return Optional.of("the function " + name + ", which makes several rows of one");
    }
    if (UserDefinedExpression.class.isAssignableFrom(type)) {
      return Optional.of("the function " + name + ", which is the session's own");
    }
    if (CallMethodViaReflection.class.isAssignableFrom(type) || REFUSED.contains(name)) {
      return Optional.of("the function " + name + ", which does more than to read the row");
    }
    return Nondeterministic.class.isAssignableFrom(type)
        ? Optional.of(random(name))
        : Optional.empty();
  }

  private static Optional<String> current(String name) {
    return Optional.of("the function " + name + ", which depends on the session or the clock");
  }

  private static String random(String name) {
    return "the function " + name + ", which is not the same for the same row every time";
  }

  private static Optional<ExpressionInfo> known(String name) {
    return scala.jdk.javaapi.OptionConverters.toJava(
        FunctionRegistry.builtin().lookupFunction(new FunctionIdentifier(name)));
  }

  private static Class<?> classOf(ExpressionInfo info) {
    try {
      return Class.forName(info.getClassName(), false, Expression.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return Object.class;
    }
  }

  private static <T> List<T> list(scala.collection.Seq<T> seq) {
    return CollectionConverters.asJava(seq);
  }

  static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage())
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse("");
  }
}
