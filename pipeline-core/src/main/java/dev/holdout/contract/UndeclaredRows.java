package dev.holdout.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.from_json;
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
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;

/**
 * The rows of a source of text whose columns nobody declared, by the kernel that reads declared
 * ones: a column all of whose values are numbers, dates or times holds those, one of lists of
 * numbers ({@code [0.1, 0.9]}) holds lists, and any other holds texts as they are written.
 *
 * <p>Passes: one that finds the types, and the one of the caller.
 */
final class UndeclaredRows {
  private static final DataType NUMBERS = DataTypes.createArrayType(DataTypes.DoubleType);

  private UndeclaredRows() {}

  static Dataset<Row> of(SparkSession spark, SourceSpec source) {
    Undeclared undeclared = TextSource.undeclared(spark, source, false);
    JavaRDD<SourceRecord> records = undeclared.records();
    List<String> names = undeclared.names().names();
    TableState state = TableState.withoutCounts(records, names.size());
    List<ColumnSpec> columns = new ArrayList<>();
    List<Column> selected = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      String name = names.get(column);
      ColumnState of = state.column(column);
      TextForms.Found found = of.forms().found(of.values());
      columns.add(column(name, of, found));
      Column value = col(RowKernel.value(column));
      Column read = of.forms().lists(of.values()) ? from_json(value, NUMBERS) : value;
      selected.add(read.as(name, metadata(undeclared, name, found)));
    }
    selected.add(problem(source));
    RowKernel kernel =
        new RowKernel(
            spark,
            columns,
            undeclared.source().types(),
            source,
            undeclared.source().trims(),
            List.of());
    return kernel.rows(spark, records).select(selected.toArray(Column[]::new));
  }

  private static ColumnSpec column(String name, ColumnState state, TextForms.Found found) {
    if (found.type() == ColumnType.STRING || found.type() == ColumnType.BOOLEAN) {
      return ColumnSpec.of(name, ColumnType.STRING);
    }
    List<String> missing =
        IntStream.range(0, MissingTokens.ALL.size())
            .filter(token -> state.tokens(token) > 0)
            .mapToObj(MissingTokens.ALL::get)
            .toList();
    return ColumnSpec.of(name, found.type())
        .withMissing(missing)
        .withNumbers(found.written().number())
        .withPattern(found.written().pattern());
  }

  private static Metadata metadata(Undeclared undeclared, String name, TextForms.Found found) {
    MetadataBuilder metadata = new MetadataBuilder();
    undeclared.names().renamed().stream()
        .filter(repeated -> repeated.names().contains(name))
        .forEach(repeated -> metadata.withMetadata(repeated.metadata()));
    if (found.type() == ColumnType.STRING && !found.written().facts().isEmpty()) {
      metadata.putString(Columns.NEARLY, String.join("; ", found.written().facts()));
    }
    return metadata.build();
  }

  /** Why a record cannot be read, with its place. */
  private static Column problem(SourceSpec source) {
    Column place =
        when(
                col(Provenance.SPLIT).equalTo(0),
                concat(col(Provenance.FILE), lit(", line "), col(Provenance.LINE)))
            .otherwise(col(Provenance.FILE));
    Column first = col(RowKernel.BREACHES).getItem(0);
    return when(
            first.getField("column").equalTo(""), concat(place, lit(": "), first.getField("value")))
        .as(
            Columns.UNREADABLE,
            new MetadataBuilder().putLong(Columns.FOOTER, source.csv().footerLines()).build());
  }
}
