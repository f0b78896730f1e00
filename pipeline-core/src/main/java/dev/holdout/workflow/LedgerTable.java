package dev.holdout.workflow;

import dev.holdout.table.Tables;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A table that only grows, with the columns it has today; rows of a time when it had fewer read as
 * null in the others.
 */
final class LedgerTable {
  private final Tables tables;
  private final String name;
  private final StructType schema;

  /**
   * A table of the workspace.
   *
   * @param columns names and types, such as {@code run STRING, at TIMESTAMP}
   */
  LedgerTable(Tables tables, String name, String columns) {
    this.tables = tables;
    this.name = name;
    this.schema = StructType.fromDDL(quoted(columns));
  }

  /** Adds rows, once for each key. */
  void append(List<Row> rows, String key) {
    if (!rows.isEmpty()) {
      tables.append(
          name, tables.spark().createDataFrame(rows, schema).coalesce(1), name + "/" + key, key);
    }
  }

  /** All rows; none where there is no table yet. */
  Dataset<Row> rows() {
    Dataset<Row> none = tables.spark().createDataFrame(List.of(), schema);
    return tables.readLatest(name).map(kept -> none.unionByName(kept, true)).orElse(none);
  }

  /** Column names such as {@code from} are reserved words. */
  private static String quoted(String columns) {
    return columns.replaceAll("(^|, )(\\w+) ", "$1`$2` ");
  }
}
