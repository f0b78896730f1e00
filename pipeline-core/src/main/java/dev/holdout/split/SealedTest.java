package dev.holdout.split;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows held out, unread. Opening them is recorded, since every look at Test weakens what it
 * proves.
 */
public final class SealedTest {
  private final Dataset<Row> rows;

  SealedTest(Dataset<Row> rows) {
    this.rows = rows;
  }

  /** Receives each opening before any row is read. */
  @FunctionalInterface
  public interface Ledger {
    void record(String purpose);
  }

  /**
   * Opens Test.
   *
   * @param ledger where the opening is recorded
   * @param purpose what is to be read and for which model, such as {@code evaluate loans@3}
   */
  public Test open(Ledger ledger, String purpose) {
    ledger.record(purpose);
    return new Test(rows);
  }
}
