package dev.holdout.contract;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The quarantine table: a row for each row that was not accepted, with {@code file}, {@code line},
 * the first breach's {@code column}, {@code value} and {@code reason}, all {@code breaches}, the
 * {@code raw} record (as JSON where the source is no text), its {@code key} where it had one, and
 * the {@code run}.
 */
final class Quarantine {
  static final String CONFLICTING_KEY = "conflicting_key";
  static final String DUPLICATE_ROW = "duplicate_row";
  private static final int SHOWN = 10;
  private static final int SHOWN_CHARACTERS = 200;

  private Quarantine() {}

  /** Counts and examples of quarantined rows. */
  record Summary(List<Ingestion.ReasonCount> reasons, List<Ingestion.Example> examples) {
    Summary {
      reasons = List.copyOf(reasons);
      examples = List.copyOf(examples);
    }
  }

  /**
   * The table's rows.
   *
   * @param rows rows with breaches, or with {@link Repeats#CONFLICT} set
   * @param lines the source's lines; empty where it has none
   */
  static Dataset<Row> table(
      Dataset<Row> rows,
      List<ColumnSpec> columns,
      RowKeys keys,
      Optional<TextRecords> lines,
      List<SourceFile> files,
      String run) {
    Column conflicting = breach(lit(keys.shown()), col(DatasetRows.UNIT), lit(CONFLICTING_KEY));
    Column duplicate = breach(lit(""), col(DatasetRows.UNIT), lit(DUPLICATE_ROW));
    List<Column> values = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      values.add(col(RowKernel.value(column)).as(columns.get(column).name()));
    }
    Column breaches =
        coalesce(
            col(RowKernel.BREACHES),
            when(col(Repeats.CONFLICT), array(conflicting)).otherwise(array(duplicate)));
    Dataset<Row> judged =
        numbered(rows, lines, files)
            .withColumn(RowKernel.BREACHES, breaches)
            .withColumn(
                Provenance.RAW,
                coalesce(col(Provenance.RAW), to_json(struct(values.toArray(Column[]::new)))));
    Column first = col(RowKernel.BREACHES).getItem(0);
    return judged.select(
        col(Provenance.FILE),
        col(Provenance.LINE),
        first.getField("column").as("column"),
        first.getField("value").as("value"),
        first.getField("reason").as("reason"),
        col(RowKernel.BREACHES),
        col(Provenance.RAW),
        col(DatasetRows.UNIT).as("key"),
        lit(run).as("run"));
  }

  private static Column breach(Column column, Column value, Column reason) {
    return struct(column.as("column"), value.as("value"), reason.as("reason"));
  }

  /** With each line counted from the beginning of the file instead of the split. */
  static Dataset<Row> numbered(
      Dataset<Row> rows, Optional<TextRecords> lines, List<SourceFile> files) {
    if (lines.isEmpty() || files.stream().noneMatch(lines.get()::mayDivide)) {
      return rows;
    }
    List<String> divided =
        rows
            .filter(col(Provenance.SPLIT).gt(0))
            .select(Provenance.FILE)
            .distinct()
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    if (divided.isEmpty()) {
      return rows;
    }
    return rows.join(
            lines.get().linesBefore(divided),
            scala.jdk.javaapi.CollectionConverters.asScala(
                    List.of(Provenance.FILE, Provenance.SPLIT))
                .toSeq(),
            "left")
        .withColumn(
            Provenance.LINE,
            when(col(Provenance.SPLIT).equalTo(0), col(Provenance.LINE))
                .otherwise(col(Provenance.LINE).plus(col(TextRecords.BEFORE))));
  }

  /** One row for each reason and column, which are few; the first example of each. */
  static Summary summary(Dataset<Row> table) {
    List<Row> counts =
        table
            .groupBy("reason", "column")
            .agg(
                count(lit(1)).as("rows"),
                min(struct(
                        col(Provenance.FILE),
                        col(Provenance.LINE),
                        substring(col("value"), 1, SHOWN_CHARACTERS).as("value")))
                    .as("example"))
            .orderBy(col("rows").desc(), col("reason"), col("column"))
            .collectAsList();
    List<Ingestion.ReasonCount> reasons = new ArrayList<>();
    List<Ingestion.Example> examples = new ArrayList<>();
    for (Row row : counts) {
      String reason = row.getAs("reason");
      String column = row.getAs("column");
      reasons.add(new Ingestion.ReasonCount(reason, column, row.<Long>getAs("rows")));
      if (examples.size() < SHOWN) {
        Row example = row.getAs("example");
        Optional<Long> line =
            example.isNullAt(1) ? Optional.empty() : Optional.of(example.getLong(1));
        String value = example.isNullAt(2) ? "" : example.getString(2);
        examples.add(new Ingestion.Example(example.getString(0), line, column, value, reason));
      }
    }
    return new Summary(reasons, examples);
  }
}
