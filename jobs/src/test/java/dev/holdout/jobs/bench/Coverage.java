package dev.holdout.jobs.bench;

import dev.holdout.measure.Measure;
import java.util.Locale;

/**
 * Intervals by where the truth lies; those of tables in which a figure is undefined are none.
 *
 * @param below intervals that lie above the truth
 * @param held intervals that hold it
 * @param above intervals that lie below it
 */
record Coverage(int below, int held, int above) {
  static final Coverage NONE = new Coverage(0, 0, 0);

  private static final double ROUNDING = 1e-9;
  private static final double LOWEST = 0.93;
  private static final double HIGHEST = 0.97;

  /** One interval; an end that is empty is as far out as can be. */
  static Coverage of(Measure measure, double truth) {
    if (measure.lower().isEmpty() && measure.upper().isEmpty()) {
      return NONE;
    }
    boolean below = truth < measure.lower().orElse(Double.NEGATIVE_INFINITY) - ROUNDING;
    boolean above = truth > measure.upper().orElse(Double.POSITIVE_INFINITY) + ROUNDING;
    return new Coverage(below ? 1 : 0, below || above ? 0 : 1, above ? 1 : 0);
  }

  Coverage and(Coverage other) {
    return new Coverage(below + other.below, held + other.held, above + other.above);
  }

  int all() {
    return below + held + above;
  }

  boolean tooSeldom() {
    return all() > 0 && held < LOWEST * all();
  }

  boolean tooOften() {
    return all() > 0 && held > HIGHEST * all();
  }

  /** The share that holds the truth, in per cent. */
  String share() {
    return String.format(Locale.ROOT, "%.1f", 100.0 * held / all());
  }

  String text() {
    return all() == 0
        ? ""
        : String.format(
            Locale.ROOT, "%s (%.1f, %.1f)", share(), 100.0 * below / all(), 100.0 * above / all());
  }
}
