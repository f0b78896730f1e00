package dev.holdout.split;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A fold's validation rows: scored, never learned from. Only {@link Training#validationOf} makes
 * one.
 */
public final class Validation {
  private final Dataset<Row> rows;

  Validation(Dataset<Row> rows) {
    this.rows = rows;
  }

  /** The rows, lazily; columns as in {@link Training}. */
  public Dataset<Row> rows() {
    return rows;
  }
}
