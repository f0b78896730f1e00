package dev.holdout.table;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The proof of what a table holds: its row count and an order-free 128-bit sum of row hashes, in
 * one scan: {@link RowSums}.
 *
 * @param rows row count
 * @param digest 32 hexadecimal digits
 */
record Fingerprint(long rows, String digest) {
  /** Of sums of hashes. */
  Fingerprint(long rows, long high, long low) {
    this(rows, String.format(Locale.ROOT, "%016x%016x", high, low));
  }

  /** Of rows; one job, which sends three numbers for each task. */
  static Fingerprint of(Dataset<Row> rows) {
    StructType schema = rows.schema();
    List<RowSums> tasks =
        ((org.apache.spark.sql.classic.Dataset<Row>) rows)
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(
                partition -> {
                  RowSums sums = new RowSums(schema);
                  partition.forEachRemaining(sums::add);
                  return List.of(sums).iterator();
                })
            .collect();
    return new Fingerprint(
        tasks.stream().mapToLong(RowSums::rows).sum(),
        tasks.stream().mapToLong(RowSums::high).sum(),
        tasks.stream().mapToLong(RowSums::low).sum());
  }
}
