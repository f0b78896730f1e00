package dev.holdout.contract;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From source values to typed values and breaches, as column expressions in one pass.
 *
 * <p>Gives {@link Provenance#columns}, {@link #value} for each column, and {@link #BREACHES}: null
 * for a row that keeps the contract, otherwise its breaches in the order of the columns, each with
 * {@code column}, {@code value} (as the source has it) and {@code reason}.
 */
final class Conversion {
  /** The breaches of a row. */
  static final String BREACHES = "breaches";

  private final List<ColumnSpec> columns;
  private final ContractSpec contract;
  private final List<String> missing;
  private final boolean trims;

  Conversion(OpenedSource opened, SourceSpec source, ContractSpec contract) {
    this.columns = opened.columns();
    this.contract = contract;
    this.missing = source.missing();
    this.trims = opened.trims();
  }

  /** The typed value of a column. */
  static String value(int column) {
    return "v" + column;
  }

  Dataset<Row> apply(Dataset<Row> source) {
    // One projection for each step, so that no step's result is computed twice in a later one.
    StructType types = source.schema();
    Dataset<Row> cleaned = step(source, column -> cleaned(types, column));
    Dataset<Row> converted = step(cleaned, column -> converted(types, column));
    return breaches(step(converted, this::judged));
  }

  private Dataset<Row> step(Dataset<Row> rows, IntFunction<Column> made) {
    List<Column> selected = new ArrayList<>(List.of(col("*")));
    for (int column = 0; column < columns.size(); column++) {
      selected.add(made.apply(column));
    }
    return rows.select(selected.toArray(Column[]::new));
  }

  /** The text of a value without what means nothing; null where it means "no value". */
  private Column cleaned(StructType types, int column) {
    ColumnSpec spec = columns.get(column);
    Column source = col(Provenance.source(column));
    boolean asItIs =
        TypedValue.takenOver(spec.type(), sourceType(types, column))
            && spec.missing().isEmpty()
            && missing.isEmpty();
    return (asItIs
            ? source
            : new CleanText(spec, missing, trims).of(source.cast(DataTypes.StringType)))
        .as("t" + column);
  }

  private Column converted(StructType types, int column) {
    return TypedValue.of(
            columns.get(column),
            sourceType(types, column),
            col(Provenance.source(column)),
            col("t" + column))
        .as(value(column));
  }

  private Column judged(int column) {
    ColumnSpec spec = columns.get(column);
    Column value = col(value(column));
    boolean key = contract.key().contains(spec.name());
    Column absent =
        key ? lit("null_key") : spec.required() ? lit("required") : lit(null).cast("string");
    Column reason =
        when(col("t" + column).isNull(), absent)
            .when(value.isNull(), lit(TypedValue.refusal(spec.type())));
    if (spec.type() == ColumnType.NUMBER) {
      reason =
          reason.when(
              isnan(value).or(abs(value).equalTo(lit(Double.POSITIVE_INFINITY))),
              lit("not_finite"));
    }
    if (spec.min().isPresent()) {
      reason = reason.when(value.lt(lit(spec.min().get())), lit("out_of_range"));
    }
    if (spec.max().isPresent()) {
      reason = reason.when(value.gt(lit(spec.max().get())), lit("out_of_range"));
    }
    if (!spec.allowed().isEmpty()) {
      reason = reason.when(TypedValue.among(spec, value).unary_$bang(), lit("not_allowed"));
    }
    return reason.as("b" + column);
  }

  private Dataset<Row> breaches(Dataset<Row> judged) {
    List<Column> reasons = new ArrayList<>();
    List<Column> breaches = new ArrayList<>();
    List<Column> original = new ArrayList<>();
    List<Column> selected = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      String name = columns.get(column).name();
      Column reason = col("b" + column);
      Column text = col(Provenance.source(column)).cast(DataTypes.StringType);
      reasons.add(reason);
      breaches.add(when(reason.isNotNull(), breach(lit(name), text, reason)));
      original.add(col(Provenance.source(column)).as(name));
    }
    Column first = coalesce(reasons.toArray(Column[]::new));
    Column unreadable = array(breach(lit(""), col(Provenance.PROBLEM), lit("unreadable")));
    Column raw =
        coalesce(
            col(Provenance.RAW),
            when(first.isNotNull(), to_json(struct(original.toArray(Column[]::new)))));
    selected.add(col(Provenance.FILE));
    selected.add(col(Provenance.SPLIT));
    selected.add(col(Provenance.LINE));
    selected.add(raw.as(Provenance.RAW));
    selected.add(
        when(col(Provenance.PROBLEM).isNotNull(), unreadable)
            .when(first.isNotNull(), array_compact(array(breaches.toArray(Column[]::new))))
            .as(BREACHES));
    for (int column = 0; column < columns.size(); column++) {
      selected.add(col(value(column)));
    }
    return judged.select(selected.toArray(Column[]::new));
  }

  /** One breach as a structure. */
  static Column breach(Column column, Column value, Column reason) {
    return struct(column.as("column"), value.as("value"), reason.as("reason"));
  }

  private static DataType sourceType(StructType types, int column) {
    return types.apply(Provenance.source(column)).dataType();
  }
}
