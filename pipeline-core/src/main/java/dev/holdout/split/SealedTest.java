package dev.holdout.split;

import dev.holdout.contract.Columns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

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
    /**
     * Records an opening.
     *
     * @throws RuntimeException to refuse it: Test then stays sealed
     */
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

  /** The columns that Test has; reads no row. */
  public StructType schema() {
    return rows.schema();
  }

  /**
   * What the leakage audit may compare with Training without an opening: row keys and columns, but
   * no label.
   *
   * @param columns neither the label's column nor {@link Columns#LABEL}
   */
  public Dataset<Row> columnsForAudit(List<String> columns) {
    if (columns.contains(Columns.LABEL)) {
      throw new IllegalArgumentException("the audit sees no label of Test");
    }
    List<Column> seen = new ArrayList<>();
    seen.add(Columns.named(Columns.ROW_KEY));
    columns.forEach(column -> seen.add(Columns.named(column)));
    return rows.select(seen.toArray(Column[]::new));
  }
}
