package dev.holdout.table;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of one task, counted, and two 64-bit hashes of each summed modulo 2<sup>64</sup>. Null
 * hashes unlike any value. It travels to the executors and back.
 */
final class RowSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final DataType[] types;
  private long rows;
  private long high;
  private long low;

  /** No rows yet, of these columns. */
  RowSums(StructType schema) {
    StructField[] fields = schema.fields();
    this.types = new DataType[fields.length];
    for (int at = 0; at < types.length; at++) {
      types[at] = fields[at].dataType();
    }
  }

  void add(InternalRow row) {
    rows++;
    high += hash(row, 0);
    low += hash(row, 1);
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

  long rows() {
    return rows;
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }
}
