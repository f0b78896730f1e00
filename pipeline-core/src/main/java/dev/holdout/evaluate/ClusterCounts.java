package dev.holdout.evaluate;

import dev.holdout.stat.Scan;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * Small counts of rows by the bucket that their clusters fall into: what the jackknife leaves out.
 *
 * @param buckets those that have rows; never empty
 */
public record ClusterCounts(SortedMap<Integer, ScoreCounts> buckets) {
  public ClusterCounts {
    if (buckets.isEmpty()) {
      throw new IllegalArgumentException("no bucket");
    }
    buckets = Collections.unmodifiableSortedMap(buckets);
  }

  /** For each bucket, the counts of all others. */
  public SortedMap<Integer, ScoreCounts> without() {
    return Clustered.without(buckets, first().statistic());
  }

  /** The counts of all buckets. */
  public ScoreCounts all() {
    return Scan.merge(List.copyOf(buckets.values()), first().statistic());
  }

  private ScoreCounts first() {
    return buckets.values().iterator().next();
  }
}
