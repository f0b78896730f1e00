package dev.holdout.rebalance;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that are computed once and read several times. Spark forgets them by itself when nothing
 * refers to them any more, and computes them again where they are lost.
 */
final class Held {
  private Held() {}

  static Dataset<Row> of(Dataset<Row> rows) {
    return rows.sparkSession()
        .createDataFrame(rows.javaRDD().persist(StorageLevel.MEMORY_AND_DISK_SER()), rows.schema());
  }
}
