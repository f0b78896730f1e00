package dev.holdout.stat;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;

/**
 * The bucket that a cluster of rows falls into by a hash: a cluster's rows are all in one, so that
 * leaving buckets out leaves clusters out. A row whose cluster is null is a cluster of its own.
 */
public final class ClusterBucket {
  /** How many there are. */
  public static final int COUNT = 64;

  private ClusterBucket() {}

  /** The number of the bucket, from 0, by the column that tells clusters apart. */
  public static Column of(String cluster) {
    return pmod(marked(cluster, monotonically_increasing_id()), lit(COUNT)).cast("int");
  }

  /**
   * The same, plus {@value #COUNT} for a row whose cluster is null.
   *
   * @param own what tells such rows apart
   */
  public static Column marked(String cluster, Column own) {
    Column name = col("`" + cluster.replace("`", "``") + "`").cast("string");
    Column bucket = pmod(xxhash64(name), lit(COUNT));
    Column ofOwn = pmod(xxhash64(own), lit(COUNT)).plus(lit(COUNT));
    return when(name.isNull(), ofOwn).otherwise(bucket).cast("int");
  }

  /** The number of the bucket of one that may be marked. */
  public static int number(int marked) {
    return marked % COUNT;
  }

  /** Whether a bucket is that of a row without a cluster. */
  public static boolean isMarked(int marked) {
    return marked >= COUNT;
  }
}
