package dev.holdout.audit;

import java.util.List;
import java.util.Optional;

/**
 * What one scan of Training and Test tells.
 *
 * @param all labels of all rows
 * @param early labels of the early third; zero without a time
 * @param late labels of the late third
 * @param held rows of Test
 * @param lateness columns that were or were not filled after the event
 */
record Profile(
    Labels all,
    Labels early,
    Labels late,
    long held,
    List<ColumnSummary> columns,
    List<Lateness> lateness) {
  Profile {
    columns = List.copyOf(columns);
    lateness = List.copyOf(lateness);
  }

  Optional<ColumnSummary> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** The same of other columns. */
  Profile with(List<ColumnSummary> others) {
    return new Profile(all, early, late, held, others, lateness);
  }

  /** How many rows had a column filled after the event. */
  record Lateness(Event event, LateCounts counts) {}

  /** Rows by label. */
  record Labels(long negatives, long positives) {
    long rows() {
      return negatives + positives;
    }

    double positiveShare() {
      return rows() == 0 ? 0 : (double) positives / rows();
    }
  }
}
