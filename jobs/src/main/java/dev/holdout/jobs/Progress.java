package dev.holdout.jobs;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows the stages of long work: one line for each that ended, with its time, and for the one under
 * way a line that counts the seconds (on a terminal) or a sign of life each minute (elsewhere).
 */
final class Progress implements AutoCloseable {
  private static final int NAME_WIDTH = 16;
  private static final int TIME_WIDTH = 10;

  private final PrintStream err;
  private final boolean terminal;
  private @Nullable ScheduledExecutorService ticker;
  private @Nullable String current;
  private boolean stopped;

  Progress(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** A stage begins. */
  synchronized void started(String stage) {
    close();
    current = stage;
    long start = System.nanoTime();
    ScheduledExecutorService ticks =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "holdout-progress");
              thread.setDaemon(true);
              return thread;
            });
    long period = terminal ? 1 : 60;
    var unused =
        ticks.scheduleAtFixedRate(
            () -> tick(ticks, stage, Duration.ofNanos(System.nanoTime() - start)),
            terminal ? 0 : period,
            period,
            TimeUnit.SECONDS);
    ticker = ticks;
  }

  /** The stage ended. */
  synchronized void finished(String stage, Duration elapsed, String detail) {
    line(stage, elapsed(elapsed), detail);
  }

  /** The stage had a finished result from before. */
  synchronized void reused(String stage, String detail) {
    line(stage, "reused", detail);
  }

  /** The stage failed; the reason follows elsewhere. */
  synchronized void failed(String stage, Duration elapsed) {
    line(stage, elapsed(elapsed), "failed");
  }

  /** Says something between stages. */
  synchronized void notice(String text) {
    close();
    err.println("  " + PlainText.of(text.replace("\n", "\\n")));
  }

  /** The process is being stopped: the last thing to be shown. */
  synchronized void stopped() {
    close();
    stopped = true;
    err.println(
        "Stopped" + (current == null ? "" : " in stage " + current) + "; run again to continue.");
  }

  /** Ends the line of the stage under way. */
  @Override
  public synchronized void close() {
    if (ticker != null) {
      ticker.shutdownNow();
      ticker = null;
      clear();
    }
  }

  /** {@code 0.4 s}, {@code 42 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
  static String elapsed(Duration time) {
    double seconds = time.toMillis() / 1000.0;
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  private synchronized void tick(ScheduledExecutorService from, String stage, Duration elapsed) {
    if (from != ticker) {
      return;
    }
    String text = pad(stage, NAME_WIDTH) + pad(elapsed(elapsed), TIME_WIDTH);
    if (terminal) {
      err.print("\r  " + text + "…");
      err.flush();
    } else {
      err.println("  " + text + "still at it");
    }
  }

  private void line(String stage, String time, String detail) {
    close();
    current = null;
    if (stopped) {
      return;
    }
    err.println(
        ("  " + pad(stage, NAME_WIDTH) + pad(time, TIME_WIDTH) + PlainText.cell(detail))
            .stripTrailing());
  }

  private void clear() {
    if (terminal) {
      err.print("\r" + " ".repeat(NAME_WIDTH + TIME_WIDTH + 6) + "\r");
      err.flush();
    }
  }

  private static String pad(String text, int width) {
    return text.length() < width ? text + " ".repeat(width - text.length()) : text + " ";
  }
}
