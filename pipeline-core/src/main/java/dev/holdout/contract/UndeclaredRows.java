package dev.holdout.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.TextSource.Undeclared;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.Metadata;

/**
 * The rows of a source of text whose columns nobody declared, by the kernel that reads declared
 * ones: a column all of whose values are numbers holds numbers, any other holds texts as they are
 * written.
 *
 * <p>Passes: one that finds the types, and the one of the caller.
 */
final class UndeclaredRows {
  private UndeclaredRows() {}

  static Dataset<Row> of(SparkSession spark, SourceSpec source) {
    Undeclared undeclared = TextSource.undeclared(spark, source, false);
    JavaRDD<SourceRecord> records = undeclared.records();
    List<String> names = undeclared.names().names();
    TableState state = TableState.of(records, names.size());
    List<ColumnSpec> columns = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      columns.add(column(names.get(column), state.column(column)));
    }
    RowKernel kernel =
        new RowKernel(
            spark,
            columns,
            undeclared.source().types(),
            source,
            undeclared.source().trims(),
            List.of());
    List<Column> selected = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      selected.add(
          col(RowKernel.value(column)).as(names.get(column), origin(undeclared, names, column)));
    }
    selected.add(problem());
    return kernel.rows(spark, records).select(selected.toArray(Column[]::new));
  }

  private static ColumnSpec column(String name, ColumnState state) {
    ColumnType type = state.forms().type(state.values());
    if (type != ColumnType.INTEGER && type != ColumnType.NUMBER) {
      return ColumnSpec.of(name, ColumnType.STRING);
    }
    List<String> missing =
        IntStream.range(0, MissingTokens.ALL.size())
            .filter(token -> state.tokens(token) > 0)
            .mapToObj(MissingTokens.ALL::get)
            .toList();
    return ColumnSpec.of(name, type)
        .withMissing(missing)
        .withDecimalComma(state.forms().decimalComma());
  }

  private static Metadata origin(Undeclared undeclared, List<String> names, int column) {
    return undeclared.names().repeated().stream()
        .filter(repeated -> repeated.names().contains(names.get(column)))
        .findFirst()
        .map(HeaderNames.Repeated::metadata)
        .orElse(Metadata.empty());
  }

  /** Why a record cannot be read, with its place. */
  private static Column problem() {
    Column place =
        when(
                col(Provenance.SPLIT).equalTo(0),
                concat(col(Provenance.FILE), lit(", line "), col(Provenance.LINE)))
            .otherwise(col(Provenance.FILE));
    Column first = col(RowKernel.BREACHES).getItem(0);
    return when(
            first.getField("column").equalTo(""), concat(place, lit(": "), first.getField("value")))
        .as(Columns.UNREADABLE);
  }
}
