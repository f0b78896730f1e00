package dev.holdout.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Which rows become rows of the dataset, and under which key.
 *
 * <p>Rows whose key occurs once pass as they are. Of rows with one key and one content the first in
 * the order of file and line stays; rows with one key and several contents all go. Without key
 * columns equal rows all stay, told apart by an ordinal.
 */
final class DatasetRows {
  /** The text that tells rows apart; ordinals aside. */
  static final String UNIT = "unit";

  private static final String TURN = "turn";

  private final List<ColumnSpec> columns;
  private final RowKeys keys;
  private final Provenance.Kept provenance;

  DatasetRows(List<ColumnSpec> columns, RowKeys keys, Provenance.Kept provenance) {
    this.columns = List.copyOf(columns);
    this.keys = keys;
    this.provenance = provenance;
  }

  /** Whether each row keeps the line that it comes from. */
  boolean keepsLines() {
    return provenance == Provenance.Kept.FILE_AND_LINE;
  }

  /** The digests of the kernel for rows that the dataset has already. */
  Dataset<Row> digestedAgain(Dataset<Row> dataset) {
    List<Column> values = columns.stream().map(column -> Columns.named(column.name())).toList();
    return dataset.select(
        RowKeys.digest(col(Columns.SPLIT_UNIT), 0).as(Repeats.KEY_HIGH),
        RowKeys.digest(col(Columns.SPLIT_UNIT), 1).as(Repeats.KEY_LOW),
        content(values, 0).as(Repeats.CONTENT_HIGH),
        content(values, 1).as(Repeats.CONTENT_LOW),
        lit(false).as(Repeats.CONFLICT));
  }

  /** The same for keys that were found to conflict and stand in quarantine. */
  static Dataset<Row> conflictsAgain(Dataset<Row> quarantine) {
    return quarantine
        .filter(col("reason").equalTo(Quarantine.CONFLICTING_KEY))
        .select(
            RowKeys.digest(col("key"), 0).as(Repeats.KEY_HIGH),
            RowKeys.digest(col("key"), 1).as(Repeats.KEY_LOW),
            lit(null).cast("bigint").as(Repeats.CONTENT_HIGH),
            lit(null).cast("bigint").as(Repeats.CONTENT_LOW),
            lit(true).as(Repeats.CONFLICT))
        .distinct();
  }

  private Column content(List<Column> values, int half) {
    // A unit made from the content says already whether contents are equal.
    return keys.fromContent() ? lit(0L) : keys.content(values, half);
  }

  /** Rows that break the contract or whose key repeats, with what is known of the key. */
  static Dataset<Row> special(Dataset<Row> digested, Repeats repeats) {
    Column broken = col(RowKernel.BREACHES).isNotNull();
    if (!repeats.any()) {
      return digested.filter(broken).withColumn(Repeats.CONFLICT, lit(false));
    }
    return digested
        .join(repeats.keys(), Repeats.KEY, "left")
        .filter(broken.or(col(Repeats.FRESH).isNotNull()));
  }

  /** Of the special rows, those that go to quarantine. */
  Dataset<Row> refused(Dataset<Row> special, Repeats repeats) {
    Dataset<Row> broken = special.filter(col(RowKernel.BREACHES).isNotNull());
    return keys.fromContent() || !repeats.any()
        ? broken
        : broken.unionByName(inTurn(special).filter(stays().unary_$bang()).drop(TURN));
  }

  /** Rows of one key in the order in which they stand in the source. */
  private static Dataset<Row> inTurn(Dataset<Row> special) {
    return special
        .filter(col(RowKernel.BREACHES).isNull())
        .withColumn(
            TURN,
            row_number()
                .over(
                    Window.partitionBy(Repeats.KEY_HIGH, Repeats.KEY_LOW)
                        .orderBy(Provenance.FILE, Provenance.SPLIT, Provenance.LINE)));
  }

  private static Column stays() {
    return col(TURN)
        .equalTo(1)
        .and(col(Repeats.BEFORE).equalTo(0))
        .and(col(Repeats.CONFLICT).unary_$bang());
  }

  /** The columns of a dataset that keeps no lines. */
  StructType schema() {
    StructType schema = new StructType();
    for (ColumnSpec column : columns) {
      schema = schema.add(column.name(), column.type().sparkType());
    }
    return schema
        .add(Columns.ROW_KEY, DataTypes.StringType)
        .add(Columns.SPLIT_UNIT, DataTypes.StringType);
  }

  /** With the rows that the kernel made, those of keys that repeat. */
  Dataset<Row> withRepeated(Dataset<Row> made, Dataset<Row> special, Repeats repeats) {
    return keys.fromContent() || !repeats.any()
        ? made
        : made.unionByName(dataset(inTurn(special).filter(stays()), col(UNIT)));
  }

  /** All rows of the dataset that come from these. */
  Dataset<Row> accepted(Dataset<Row> digested, Dataset<Row> special, Repeats repeats) {
    Dataset<Row> kept = digested.filter(col(RowKernel.BREACHES).isNull());
    if (!repeats.any()) {
      return dataset(kept, col(UNIT));
    }
    Dataset<Row> single = dataset(kept.join(repeats.keys(), Repeats.KEY, "left_anti"), col(UNIT));
    return single.unionByName(
        keys.fromContent()
            ? copies(special.filter(col(RowKernel.BREACHES).isNull()))
            : dataset(inTurn(special).filter(stays()), col(UNIT)));
  }

  /** Equal rows from one of them: they differ in their ordinal alone. */
  private Dataset<Row> copies(Dataset<Row> repeated) {
    if (keepsLines()) {
      return numberedCopies(repeated);
    }
    List<Column> kept = new ArrayList<>(RowKeys.converted(columns.size()));
    kept.add(col(UNIT));
    Dataset<Row> copies =
        repeated
            .groupBy(Repeats.KEY_HIGH, Repeats.KEY_LOW, Repeats.BEFORE, Repeats.FRESH)
            .agg(first(struct(kept.toArray(Column[]::new))).as("row"))
            .select(
                col("row.*"),
                explode(
                        sequence(
                            col(Repeats.BEFORE).plus(1),
                            col(Repeats.BEFORE).plus(col(Repeats.FRESH))))
                    .as(TURN));
    return dataset(copies, keyOfCopy());
  }

  /** The same, each with the place that it has in the source. */
  private Dataset<Row> numberedCopies(Dataset<Row> repeated) {
    return dataset(
        inTurn(repeated).withColumn(TURN, col(TURN).plus(col(Repeats.BEFORE))), keyOfCopy());
  }

  private static Column keyOfCopy() {
    return when(col(TURN).equalTo(1), col(UNIT))
        .otherwise(concat(col(UNIT), lit("#"), col(TURN).cast("string")));
  }

  private Dataset<Row> dataset(Dataset<Row> rows, Column key) {
    List<Column> selected = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      selected.add(col(RowKernel.value(column)).as(columns.get(column).name()));
    }
    selected.add(key.as(Columns.ROW_KEY));
    selected.add(col(UNIT).as(Columns.SPLIT_UNIT));
    if (keepsLines()) {
      selected.add(col(Provenance.FILE).as(Columns.SOURCE_FILE));
      selected.add(col(Provenance.LINE).as(Columns.SOURCE_LINE));
    }
    return rows.select(selected.toArray(Column[]::new));
  }
}
