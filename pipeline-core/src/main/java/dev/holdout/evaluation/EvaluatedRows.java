package dev.holdout.evaluation;

import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.AtomicType;

/** The rows of an evaluation, which may check themselves in its first scan. */
public interface EvaluatedRows {
  /** A table as it is. */
  static EvaluatedRows of(Dataset<Row> table) {
    return () -> table;
  }

  /** The rows that the first scan reads. */
  Dataset<Row> rows();

  /** The same for scans after that one. */
  default Dataset<Row> again() {
    return rows();
  }

  /**
   * Called once after the first scan.
   *
   * @throws dev.holdout.error.HoldoutException when the values are not what they should be
   */
  default void scanned() {}

  /** A column that describes the rows, a number where it is one; called after the first scan. */
  default Column described(String column) {
    return Columns.named(column);
  }

  /** A hash of each row's values. */
  default Column hash() {
    return xxhash64(
        Arrays.stream(rows().schema().fields())
            .filter(field -> field.dataType() instanceof AtomicType)
            .map(field -> Columns.named(field.name()))
            .toArray(Column[]::new));
  }
}
