package dev.holdout.audit;

import java.util.Optional;

/**
 * All that the checks read.
 *
 * @param spec limits and roles
 * @param columns what the columns are for
 * @param profile Training and Test, column by column
 * @param time where the rows lie in time; empty without a time
 * @param overlaps what Training, its blocks and Test share
 * @param contrast how well Test can be told from Training; empty if there is too little to tell
 * @param near rows of Test nearly equal to rows of Training; empty if not asked for
 */
record Evidence(
    AuditSpec spec,
    AuditedColumns columns,
    Profile profile,
    Optional<TimeLine> time,
    Overlaps overlaps,
    Optional<PartitionContrast> contrast,
    Optional<NearPairs> near) {
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
