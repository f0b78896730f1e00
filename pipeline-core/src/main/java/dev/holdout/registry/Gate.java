package dev.holdout.registry;

import dev.holdout.evaluate.ModelComparison;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a challenger replaces the champion: it must not be worse than the tolerance allows beyond
 * noise, overall, and no segment may lose more than its margin beyond noise.
 *
 * <p>"Beyond noise" reads the interval of the paired difference, never its point. The sign of
 * differences is turned so that larger is better.
 */
public final class Gate {
  private final GateSpec spec;
  private final boolean largerIsBetter;

  /**
   * A gate.
   *
   * @param largerIsBetter the direction of the deciding metric
   */
  public Gate(GateSpec spec, boolean largerIsBetter) {
    this.spec = spec;
    this.largerIsBetter = largerIsBetter;
  }

  /** The decision when there is no champion yet. */
  public static GateDecision first() {
    return GateDecision.uncompared(true, List.of("There was no champion yet."), Optional.empty());
  }

  /** The decision between champion and challenger. */
  public GateDecision decide(String champion, ModelComparison comparison) {
    List<String> against = new ArrayList<>();
    Measure difference = comparison.overall().in(spec.metric()).difference();
    if (difference.value().isEmpty()) {
      against.add(
          "The difference in "
              + spec.metric()
              + " is undefined: "
              + difference.undefined().orElse("no reason given")
              + ".");
    } else if (!(gain(difference)[0] > spec.minGain())) {
      against.add(
          String.format(
              Locale.ROOT,
              "The gain in %s is %s (%s %s to %s); its lower end must exceed %s.",
              spec.metric(),
              signed(gain(difference)[1]),
              interval(comparison),
              signed(gain(difference)[0]),
              signed(gain(difference)[2]),
              signed(spec.minGain())));
    }
    for (ModelComparison.Group segment : comparison.segments()) {
      Measure ofSegment = segment.in(spec.metric()).difference();
      if (ofSegment.value().isPresent() && gain(ofSegment)[2] < -spec.maxSegmentLoss()) {
        against.add(
            String.format(
                Locale.ROOT,
                "In %s (%,d rows) %s changes by %s, at best %s; more than %s must not be lost.",
                segment.where(),
                segment.rows(),
                spec.metric(),
                signed(gain(ofSegment)[1]),
                signed(gain(ofSegment)[2]),
                plain(spec.maxSegmentLoss())));
      }
    }
    List<String> reasons =
        new ArrayList<>(
            against.isEmpty()
                ? List.of(
                    String.format(
                        Locale.ROOT,
                        "The gain in %s is %s (%s %s to %s)%s",
                        spec.metric(),
                        signed(gain(difference)[1]),
                        interval(comparison),
                        signed(gain(difference)[0]),
                        signed(gain(difference)[2]),
                        comparison.basis().isPresent() ? "." : paired(comparison)))
                : against);
    comparison.basis().ifPresent(reasons::add);
    return new GateDecision(
        against.isEmpty(),
        reasons,
        Optional.of(champion),
        Optional.of(spec.metric()),
        Optional.of(comparison));
  }

  private String paired(ModelComparison comparison) {
    return String.format(
        Locale.ROOT,
        " on %,d rows of Test; no segment lost more than %s beyond noise.",
        comparison.rows(),
        plain(spec.maxSegmentLoss()));
  }

  /** Errors in the label's unit may be large: from 100 on without decimals. */
  private static String signed(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%+.4f" : "%+,.0f", value);
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.4f" : "%,.0f", value);
  }

  /** The level, and why it is not the one asked for. */
  private static String interval(ModelComparison comparison) {
    IntervalLevel level = comparison.level();
    return IntervalLevel.percent(level.corrected())
        + " % interval"
        + (level.looks() == 1
            ? ""
            : String.format(Locale.ROOT, " for %,d looks at Test,", level.looks()));
  }

  /**
   * Lower end, value and upper end of the gain: the difference, turned so that larger is better.
   */
  private double[] gain(Measure difference) {
    double value = difference.value().orElseThrow();
    double lower = difference.lower().orElse(value);
    double upper = difference.upper().orElse(value);
    return largerIsBetter
        ? new double[] {lower, value, upper}
        : new double[] {-upper, -value, -lower};
  }
}
