package dev.holdout.rebalance;

import dev.holdout.contract.Columns;
import dev.holdout.feature.FoldPreprocessing;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** A row that others may be made from. */
record Parent(String key, double label, double weight, Vector features) implements Serializable {
  /** The columns that {@link #of} reads. */
  static final String[] COLUMNS = {
    Columns.ROW_KEY, Columns.LABEL, Columns.WEIGHT, FoldPreprocessing.FEATURES
  };

  /** The same as columns. */
  static Column[] columns() {
    return Arrays.stream(COLUMNS).map(functions::col).toArray(Column[]::new);
  }

  /** Of a row that starts with {@link #COLUMNS}. */
  static Parent of(Row row) {
    return new Parent(row.getString(0), row.getDouble(1), row.getDouble(2), (Vector) row.get(3));
  }
}
