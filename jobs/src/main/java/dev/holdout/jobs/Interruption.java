package dev.holdout.jobs;

import dev.holdout.table.Shutdown;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;

/**
 * What the process says when a signal stops it: one sentence. Whatever fails from then on is a
 * consequence, of which nothing is shown. What was noted of the run stays for the next one, and its
 * lease is given back once Spark has stopped.
 */
final class Interruption {
  private final AtomicBoolean watching = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean stopped;
  private volatile @Nullable Progress progress;

  /** From now on, an end that was not announced is an interruption. */
  void watch() {
    if (watching.compareAndSet(false, true)) {
      Shutdown.first(this::stop);
    }
  }

  /** Work is shown here. */
  void shows(Progress shown) {
    progress = shown;
  }

  /** The work is over; the process ends by itself. */
  void end() {
    ended.set(true);
  }

  /** Whether a signal is ending the process. */
  boolean hasStopped() {
    return stopped;
  }

  private void stop() {
    if (ended.get()) {
      return;
    }
    stopped = true;
    Configurator.setRootLevel(Level.OFF);
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
    Progress shown = progress;
    if (shown != null) {
      shown.stopped();
    }
  }
}
