package dev.holdout.table;

import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.catalyst.expressions.XxHash64Function$;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The 64-bit hash of a row's values that Spark's function {@code xxhash64} gives, value by value:
 * each is hashed with the hash of those before it as the seed. Rows of thousands of columns need no
 * generated code.
 */
public final class RowHash {
  /** The seed of Spark's function. */
  public static final long SEED = 42;

  private RowHash() {}

  /** The hash after a further whole number. */
  public static long of(int value, long seed) {
    return XXH64.hashInt(value, seed);
  }

  /** The hash after a further truth value. */
  public static long of(boolean value, long seed) {
    return XXH64.hashInt(value ? 1 : 0, seed);
  }

  /** The hash after a further text. */
  public static long of(UTF8String value, long seed) {
    return XXH64.hashUnsafeBytes(
        value.getBaseObject(), value.getBaseOffset(), value.numBytes(), seed);
  }

  /** The hash after a further text. */
  public static long of(String value, long seed) {
    return of(UTF8String.fromString(value), seed);
  }

  /**
   * The hash after a further value; the seed itself for null.
   *
   * @param value as Spark keeps it in its own rows
   */
  public static long of(@Nullable Object value, DataType type, long seed) {
    if (value == null) {
      return seed;
    }
    if (type instanceof StringType text && text.supportsBinaryEquality()) {
      return of((UTF8String) value, seed);
    }
    if (type instanceof DoubleType) {
      double number = (Double) value;
      return XXH64.hashLong(Double.doubleToLongBits(number == 0 ? 0.0 : number), seed);
    }
    if (type instanceof LongType || type instanceof TimestampType) {
      return XXH64.hashLong((Long) value, seed);
    }
    if (type instanceof IntegerType || type instanceof DateType) {
      return XXH64.hashInt((Integer) value, seed);
    }
    if (type instanceof BooleanType) {
      return of((boolean) (Boolean) value, seed);
    }
    return XxHash64Function$.MODULE$.hash(value, type, seed, true, false);
  }
}
