package dev.holdout.table;

import org.apache.hadoop.util.ShutdownHookManager;

/**
 * What happens when the process is stopped by a signal. Hadoop runs its hooks in order of priority:
 * Spark stops at 40, file systems close at 10.
 */
public final class Shutdown {
  private static final int BEFORE_SPARK = 60;
  private static final int AFTER_SPARK = 20;

  private Shutdown() {}

  /** Whether the process is on its way out: failures of work under way are consequences of that. */
  public static boolean isInProgress() {
    return ShutdownHookManager.get().isShutdownInProgress();
  }

  /** Runs first of all. */
  public static void first(Runnable action) {
    ShutdownHookManager.get().addShutdownHook(action, BEFORE_SPARK);
  }

  /** Runs once Spark has stopped, while files can still be written. */
  static void afterSpark(Runnable action) {
    ShutdownHookManager.get().addShutdownHook(action, AFTER_SPARK);
  }

  static void forget(Runnable action) {
    if (!isInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(action);
    }
  }
}
