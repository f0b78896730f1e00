package dev.holdout.report.words;

import dev.holdout.window.EventSpec.EventLabel;
import dev.holdout.window.Windowing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What became of readings, in sentences. */
public final class WindowWords {
  private WindowWords() {}

  /** How many readings became how many windows. */
  public static String made(Windowing windows) {
    return Numbers.count(windows.readings(), "reading", "readings")
        + " of "
        + Numbers.count(windows.entities(), "entity", "entities")
        + " became "
        + Numbers.count(windows.made(), "window", "windows")
        + " of "
        + length(windows.spec().length())
        + (windows.spec().step().equals(windows.spec().length())
            ? ""
            : ", a new one every " + length(windows.spec().step()));
  }

  /** What makes a window positive. */
  public static String label(Windowing windows) {
    EventLabel label = windows.spec().label();
    return "A window is positive if a reading "
        + (label.gap().isZero()
            ? "in the " + length(label.within()) + " from its close on"
            : "in the "
                + length(label.within())
                + " that begin "
                + length(label.gap())
                + " after its close")
        + " has "
        + Names.shown(label.column())
        + " = "
        + Names.shown(label.positive())
        + ".";
  }

  /** How many windows are not among them, and why; empty when none are left out. */
  public static String leftOut(Windowing windows) {
    List<String> reasons = new ArrayList<>();
    if (windows.censored() > 0) {
      reasons.add(
          Numbers.count(windows.censored(), "window was", "windows were")
              + " left out because the label looks beyond the last reading, "
              + windows.last());
    }
    if (windows.unlabelled() > 0) {
      reasons.add(
          Numbers.count(windows.unlabelled(), "window was", "windows were")
              + " left out because readings without a label leave it open");
    }
    return reasons.isEmpty() ? "" : String.join("; ", reasons) + ".";
  }

  /** {@code 2 days}, {@code 36 hours}, {@code 90 minutes}, {@code 45 seconds}. */
  static String length(Duration length) {
    long seconds = length.toSeconds();
    if (seconds % 86_400 == 0 && seconds > 86_400) {
      return Numbers.count(seconds / 86_400, "day", "days");
    }
    if (seconds % 3_600 == 0) {
      return Numbers.count(seconds / 3_600, "hour", "hours");
    }
    return seconds % 60 == 0
        ? Numbers.count(seconds / 60, "minute", "minutes")
        : Numbers.count(seconds, "second", "seconds");
  }
}
