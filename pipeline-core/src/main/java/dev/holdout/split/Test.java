package dev.holdout.split;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows held out, opened: evaluated, never learned from. Only {@link SealedTest#open} makes one.
 */
public final class Test {
  private final Dataset<Row> rows;

  Test(Dataset<Row> rows) {
    this.rows = rows;
  }

  /** The rows, lazily; columns as in {@link Training}, without a block. */
  public Dataset<Row> rows() {
    return rows;
  }
}
