package dev.holdout.split;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Training rows for tests of other packages, without a split. */
public final class GivenTraining {
  private GivenTraining() {}

  /** Rows that have the columns a split adds. */
  public static Training of(Dataset<Row> rows) {
    return new Training(rows);
  }
}
