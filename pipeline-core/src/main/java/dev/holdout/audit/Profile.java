package dev.holdout.audit;

import java.util.List;
import java.util.Optional;

/**
 * What one scan of Training tells.
 *
 * @param all labels of all rows
 * @param early labels of the early third; zero without a time
 * @param late labels of the late third
 */
record Profile(Labels all, Labels early, Labels late, List<ColumnSummary> columns) {
  Profile {
    columns = List.copyOf(columns);
  }

  Optional<ColumnSummary> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

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
