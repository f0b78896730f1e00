package dev.holdout.stat;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;

/**
 * The bucket that a cluster of rows falls into by a hash: a cluster's rows are all in one, so that
 * leaving buckets out leaves clusters out. Clusters of null are one.
 */
public final class ClusterBucket {
  /** How many there are. */
  public static final int COUNT = 64;

  private ClusterBucket() {}

  /** The number of the bucket, from 0, by the column that tells clusters apart. */
  public static Column of(String cluster) {
    Column name = col("`" + cluster.replace("`", "``") + "`");
    return pmod(xxhash64(name.cast("string")), lit(COUNT)).cast("int");
  }
}
