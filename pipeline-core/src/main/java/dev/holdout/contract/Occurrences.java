package dev.holdout.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Numbers rows that are equal in all columns: of n such rows one has each number from 1 to n. A
 * draw by a hash of a row and its number treats rows one by one, as a draw by the row alone does
 * not: it takes all equal rows or none. Equal rows are interchangeable, so that the rows with their
 * numbers are the same in any order and partitioning.
 *
 * <p>The draw has to be by the hash. To deal equal rows out in turn would make two halves of a
 * table of few distinct rows nearly the same, and one no check upon the other.
 *
 * <p>Cost: one shuffle, before which each task combines its equal rows. No task holds the numbers
 * of more than {@value #CHUNK} rows.
 */
public final class Occurrences {
  private static final String COUNT = "_occurrences";
  private static final String OCCURRENCE = "_occurrence";
  private static final String CHUNK_OF = "_occurrences_chunk";

  /** At least as many as chunks of the most frequent row, up to 4 billion of it. */
  private static final long CHUNK = 1L << 16;

  private Occurrences() {}

  /** Each distinct row once, with its count. */
  public static Dataset<Row> counted(Dataset<Row> rows) {
    return rows.groupBy(Arrays.stream(rows.columns()).map(Columns::named).toArray(Column[]::new))
        .agg(count(lit(1)).as(COUNT));
  }

  /** All rows again, in the columns that they had, with the number for {@link #hash}. */
  public static Dataset<Row> numbered(Dataset<Row> counted) {
    Column before = col(CHUNK_OF).multiply(CHUNK);
    return counted
        .withColumn(
            CHUNK_OF,
            explode(sequence(lit(0L), col(COUNT).minus(1).divide(CHUNK).cast("bigint"), lit(1L))))
        .withColumn(
            OCCURRENCE,
            explode(sequence(before.plus(1), least(before.plus(CHUNK), col(COUNT)), lit(1L))))
        .drop(COUNT, CHUNK_OF);
  }

  /**
   * A hash of numbered rows: the given one for the first of equal rows, another for each further
   * one.
   *
   * @param row of the row's content
   */
  public static Column hash(Column row) {
    return when(col(OCCURRENCE).equalTo(1), row).otherwise(xxhash64(row, col(OCCURRENCE)));
  }
}
