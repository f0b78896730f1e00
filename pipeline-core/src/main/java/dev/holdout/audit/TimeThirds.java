package dev.holdout.audit;

import java.util.Optional;

/**
 * Where the early third of Training's rows ends and the late third begins; both ends belong to
 * their third.
 *
 * @param earlyUntil the last moment of the early third
 * @param lateFrom the first moment of the late third
 */
record TimeThirds(double earlyUntil, double lateFrom) {
  /**
   * Of rows by time, ascending. Empty when one moment holds so many rows that the thirds would
   * meet.
   */
  static Optional<TimeThirds> of(double[] times, long[] rowsAt) {
    long rows = 0;
    for (long count : rowsAt) {
      rows += count;
    }
    int early = 0;
    for (long seen = rowsAt[0]; 3 * seen < rows; seen += rowsAt[early]) {
      early++;
    }
    int late = times.length - 1;
    for (long seen = rowsAt[late]; 3 * seen < rows; seen += rowsAt[late]) {
      late--;
    }
    return early < late ? Optional.of(new TimeThirds(times[early], times[late])) : Optional.empty();
  }
}
