package dev.holdout.split;

import static org.apache.spark.sql.functions.lit;

import dev.holdout.contract.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
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

  /**
   * What the leakage audit may see without an opening: a digest of the columns under each name,
   * which tells equal values and nothing else, and one column of times.
   *
   * @param columns name of the digest → the columns it is of, neither the label's nor empty
   * @param time a date or time stamp, kept as {@link RowDigest#TIME}, which is null without it
   */
  public Dataset<Row> digestsForAudit(Map<String, List<String>> columns, Optional<String> time) {
    List<Column> seen = new ArrayList<>();
    new TreeMap<>(columns)
        .forEach(
            (name, of) -> {
              if (of.isEmpty() || of.contains(Columns.LABEL)) {
                throw new IllegalArgumentException("no digest of " + of);
              }
              seen.add(RowDigest.of(of).as(name));
            });
    seen.add(time.map(RowDigest::micros).orElse(lit(null).cast("double")).as(RowDigest.TIME));
    return rows.select(seen.toArray(Column[]::new));
  }
}
