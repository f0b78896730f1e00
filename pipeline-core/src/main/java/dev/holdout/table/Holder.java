package dev.holdout.table;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who has a lease, or claims one: the content of a file below {@code runs/leases}.
 *
 * @param token tells claims of one process apart
 * @param work what the lease is for, such as {@code retrain}
 * @param process the process that works
 * @param since when it asked for the lease, by its own clock
 * @param held whether it has the lease; false while it looks whether another has it
 */
public record Holder(
    String token, String work, ProcessIdentity process, Instant since, boolean held) {
  Holder holding() {
    return new Holder(token, work, process, since, true);
  }

  /** {@code 'retrain' since 2026-01-02T03:04:05Z (process 4711 of ada on host-1)}. */
  public String description() {
    return "'"
        + work
        + "' since "
        + since.truncatedTo(ChronoUnit.SECONDS)
        + " (process "
        + process.pid()
        + " of "
        + process.user()
        + " on "
        + process.host()
        + ")";
  }
}
