package dev.holdout.table;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;

/**
 * Rows whose fingerprint is taken while they are written, so that they need not be read back.
 *
 * <p>Tasks add to Spark's accumulators once they have passed on all of their rows. Spark counts
 * each task of a job's last stage once, however often it was tried; who writes the rows after a
 * shuffle of its own compares the count with that of the commit.
 */
final class WrittenRows {
  private final Dataset<Row> rows;
  private final LongAccumulator count;
  private final LongAccumulator high;
  private final LongAccumulator low;

  WrittenRows(SparkSession spark, Dataset<Row> source) {
    SparkContext context = spark.sparkContext();
    this.count = context.longAccumulator();
    this.high = context.longAccumulator();
    this.low = context.longAccumulator();
    StructType schema = source.schema();
    Totals totals = new Totals(count, high, low);
    JavaRDD<InternalRow> passing =
        ((org.apache.spark.sql.classic.Dataset<Row>) source)
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(partition -> new Passing(partition, new RowSums(schema), totals));
    this.rows =
        ((org.apache.spark.sql.classic.SparkSession) spark)
            .internalCreateDataFrame(passing.rdd(), schema, false);
  }

  /** The rows, to be written once. */
  Dataset<Row> rows() {
    return rows;
  }

  /** What {@link Fingerprint#of} gives for these rows; after they were written. */
  Fingerprint fingerprint() {
    return new Fingerprint(count.sum(), high.sum(), low.sum());
  }

  /** What the tasks add to. */
  private record Totals(LongAccumulator count, LongAccumulator high, LongAccumulator low)
      implements Serializable {
    void add(RowSums sums) {
      count.add(sums.rows());
      high.add(sums.high());
      low.add(sums.low());
    }
  }

  /** The rows of a task, which are added up once all of them were passed on. */
  private static final class Passing implements Iterator<InternalRow> {
    private final Iterator<InternalRow> rows;
    private final RowSums sums;
    private final Totals totals;
    private boolean added;

    Passing(Iterator<InternalRow> rows, RowSums sums, Totals totals) {
      this.rows = rows;
      this.sums = sums;
      this.totals = totals;
    }

    @Override
    public boolean hasNext() {
      boolean more = rows.hasNext();
      if (!more && !added) {
        totals.add(sums);
        added = true;
      }
      return more;
    }

    @Override
    public InternalRow next() {
      InternalRow row = rows.next();
      sums.add(row);
      return row;
    }
  }
}
