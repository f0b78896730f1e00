package dev.holdout.table;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The right to work alone on one thing of a workspace, until it is closed or the process ends. Its
 * file is written again every few seconds, a sign of life for processes on other machines.
 */
public final class Lease implements AutoCloseable {
  private static final long HEARTBEAT_SECONDS = 10;

  private static final ScheduledExecutorService HEARTBEATS =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "holdout-leases");
            thread.setDaemon(true);
            return thread;
          });

  private final Files files;
  private final String path;
  private final Holder holder;
  private final Runnable atShutdown = this::close;
  private final ScheduledFuture<?> heartbeat;
  private boolean closed;

  Lease(Files files, String path, Holder holder) {
    this.files = files;
    this.path = path;
    this.holder = holder;
    this.heartbeat =
        HEARTBEATS.scheduleAtFixedRate(
            this::beat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    Shutdown.afterSpark(atShutdown);
  }

  /** Its file. */
  String path() {
    return path;
  }

  /** When this process last gave a sign of life, a few seconds ago, by the clock of the store. */
  public Instant lastSign() {
    return files.modifiedAt(path).orElse(Instant.EPOCH);
  }

  /**
   * Makes sure that the lease is still this process's: one that gave no sign of life for long, such
   * as a suspended machine, may have lost it.
   */
  public void check() {
    if (!Shutdown.isInProgress() && files.modifiedAt(path).isEmpty()) {
      throw new HoldoutException(
          ErrorCode.WORKSPACE_BUSY,
          "Cannot go on with "
              + holder.description()
              + ": its lease "
              + path
              + " was taken over after it had given no sign of life for "
              + Leases.GONE_AFTER.toMinutes()
              + " minutes, or was deleted. Run it again once the other run has ended.");
    }
  }

  private synchronized void beat() {
    try {
      if (!closed && files.modifiedAt(path).isPresent()) {
        files.write(path, Json.pretty(holder));
      }
    } catch (RuntimeException missed) {
      // The next beat may succeed; check() finds out whether the lease was lost meanwhile.
    }
  }

  /** Gives the lease back. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    Leases.forget(holder);
    heartbeat.cancel(false);
    Shutdown.forget(atShutdown);
    try {
      files.delete(path);
    } catch (RuntimeException left) {
      // A lease whose process has ended counts for nothing.
    }
  }
}
