package dev.holdout.audit;

import java.util.List;
import java.util.Optional;

/**
 * All that the checks read.
 *
 * @param spec limits and roles
 * @param columns what the columns are for
 * @param profile Training and Test, column by column
 * @param keys key columns that hold numbers, in Training
 * @param time where the rows lie in time; empty without a time
 * @param overlaps what Training, its blocks and Test share
 * @param contrast how well Test can be told from Training; empty if there is too little to tell
 * @param together what columns tell of the label in turns
 * @param near rows of Test nearly equal to rows of Training; empty if not asked for
 */
record Evidence(
    AuditSpec spec,
    AuditedColumns columns,
    Profile profile,
    List<ColumnSummary> keys,
    Optional<TimeLine> time,
    Overlaps overlaps,
    Optional<PartitionContrast> contrast,
    ToldTogether together,
    Optional<NearPairs> near) {
  Evidence {
    keys = List.copyOf(keys);
  }

  boolean feature(ColumnSummary column) {
    return columns.features().contains(column.name());
  }

  AuditLimits limits() {
    return spec.limits();
  }

  /**
   * The level at which one of {@code comparisons} tests rejects: 0.001 for all of them together.
   */
  static double level(long comparisons) {
    return 0.001 / Math.max(1, comparisons);
  }
}
