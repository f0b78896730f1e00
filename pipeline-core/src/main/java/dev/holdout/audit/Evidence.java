package dev.holdout.audit;

/**
 * All that the checks read.
 *
 * @param spec thresholds and roles
 * @param columns what the columns are for
 * @param profile Training, column by column
 * @param overlaps what Training, its blocks and Test share
 */
record Evidence(AuditSpec spec, AuditedColumns columns, Profile profile, Overlaps overlaps) {
  boolean feature(ColumnSummary column) {
    return columns.features().contains(column.name());
  }

  /**
   * The level at which one of {@code comparisons} tests rejects: 0.001 for all of them together.
   */
  static double level(long comparisons) {
    return 0.001 / Math.max(1, comparisons);
  }
}
