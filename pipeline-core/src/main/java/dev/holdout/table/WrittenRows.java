package dev.holdout.table;

import java.util.Iterator;
import java.util.Locale;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
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
    Hashes hashes = new Hashes(schema, count, high, low);
    JavaRDD<InternalRow> passing =
        ((org.apache.spark.sql.classic.Dataset<Row>) source)
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(partition -> hashes.of(partition));
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
    return new Fingerprint(
        count.sum(), String.format(Locale.ROOT, "%016x%016x", high.sum(), low.sum()));
  }

  /** Two hashes of each row, summed; it travels to the executors. */
  private static final class Hashes implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    private final DataType[] types;
    private final LongAccumulator count;
    private final LongAccumulator high;
    private final LongAccumulator low;

    Hashes(StructType schema, LongAccumulator count, LongAccumulator high, LongAccumulator low) {
      StructField[] fields = schema.fields();
      this.types = new DataType[fields.length];
      for (int at = 0; at < types.length; at++) {
        types[at] = fields[at].dataType();
      }
      this.count = count;
      this.high = high;
      this.low = low;
    }

    Iterator<InternalRow> of(Iterator<InternalRow> partition) {
      return new Iterator<>() {
        private long rows;
        private long sumHigh;
        private long sumLow;

        @Override
        public boolean hasNext() {
          boolean more = partition.hasNext();
          if (!more) {
            count.add(rows);
            high.add(sumHigh);
            low.add(sumLow);
            rows = 0;
            sumHigh = 0;
            sumLow = 0;
          }
          return more;
        }

        @Override
        public InternalRow next() {
          InternalRow row = partition.next();
          rows++;
          sumHigh += hash(row, 0);
          sumLow += hash(row, 1);
          return row;
        }
      };
    }

    private long hash(InternalRow row, int salt) {
      long hash = RowHash.of(salt, RowHash.SEED);
      for (int at = 0; at < types.length; at++) {
        boolean absent = row.isNullAt(at);
        hash = RowHash.of(absent, hash);
        hash = RowHash.of(absent ? null : row.get(at, types[at]), types[at], hash);
      }
      return hash;
    }
  }
}
