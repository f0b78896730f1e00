package dev.holdout.contract;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that go before the values of a row while it is read: where it comes from and what it
 * was. Values are named by position, so that no user's name can clash with them.
 */
final class Provenance {
  /** The file, as people write it. */
  static final String FILE = "file";

  /** Where the split of the file begins, in bytes as stored; 0 where a source has no splits. */
  static final String SPLIT = "split";

  /** The line of the split in which the record begins, from 1; null where a source has no lines. */
  static final String LINE = "line";

  /** The record as it stands in the file. */
  static final String RAW = "raw";

  /** How much of it stays with the rows of a dataset. */
  enum Kept {
    NONE,
    FILE_AND_LINE
  }

  private Provenance() {}

  /** The value of a column as the source gives it. */
  static String source(int column) {
    return "s" + column;
  }

  /** Where a record comes from and what it was, but for what is wrong with it. */
  static StructType schema() {
    return new StructType()
        .add(FILE, DataTypes.StringType)
        .add(SPLIT, DataTypes.LongType)
        .add(LINE, DataTypes.LongType)
        .add(RAW, DataTypes.StringType);
  }
}
