package dev.holdout.decide;

import dev.holdout.decide.ThresholdEvidence.CurveBand;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * How far the choice of a threshold, and the objective at it, would vary with other rows: the
 * choice made anew on each of many resamples of the counts.
 *
 * <p>Where there are more than {@value #FEW} scores, neighbours with less than a share of 1/2,000
 * of the rows are taken together, but for the positions of interest. Cost: draws × groups, no scan.
 */
final class ThresholdBootstrap {
  private static final int FEW = 4_000;
  private static final double GROUP = 1 / 2_000.0;
  private static final double LEAST_DEFINED = 0.95;

  private final DecisionCounts counts;
  private final ThresholdRule rule;
  private final Confidence confidence;

  /** The first position of each group. */
  private final int[] starts;

  private final RowResampler resampler;

  /**
   * A bootstrap.
   *
   * @param counts by calibrated score
   * @param apart positions whose thresholds stay possible
   * @param copies as for {@link RowResampler}
   */
  ThresholdBootstrap(
      DecisionCounts counts,
      ThresholdRule rule,
      List<Integer> apart,
      Confidence confidence,
      double copies) {
    this.counts = counts;
    this.rule = rule;
    this.confidence = confidence;
    int[] group = new int[counts.size()];
    double most = counts.rows() * GROUP;
    boolean few = counts.size() <= FEW;
    boolean[] kept = new boolean[counts.size() + 1];
    apart.forEach(position -> kept[position] = true);
    List<Integer> first = new ArrayList<>();
    double room = 0;
    for (int at = 0; at < group.length; at++) {
      if (few || at == 0 || kept[at] || counts.rows(at) > room) {
        first.add(at);
        room = most;
      }
      room -= counts.rows(at);
      group[at] = first.size() - 1;
    }
    starts = first.stream().mapToInt(Integer::intValue).toArray();
    double[] scores = Arrays.stream(starts).mapToDouble(counts::score).toArray();
    resampler = new RowResampler(counts.grouped(group, scores), copies);
  }

  /**
   * What the draws say.
   *
   * @param threshold the chosen one with its interval; without where it was given
   * @param objective at the chosen threshold
   * @param band of the objective at the positions shown
   */
  record Drawn(Measure threshold, Measure objective, List<CurveBand> band) {}

  /**
   * Draws.
   *
   * @param chosen the position that the rule chose
   * @param threshold its threshold
   * @param shown the positions of the curve
   */
  Drawn draw(int chosen, double threshold, List<Integer> shown) {
    SplittableRandom random = new SplittableRandom(confidence.seed());
    Draws thresholds = new Draws(confidence.draws());
    Draws objectives = new Draws(confidence.draws());
    List<Draws> curve = new ArrayList<>();
    shown.forEach(at -> curve.add(new Draws(confidence.draws())));
    for (int draw = 0; draw < confidence.draws(); draw++) {
      ThresholdSearch search = new ThresholdSearch(resampler.draw(random), rule);
      OptionalInt found = search.find();
      found.ifPresent(
          at -> thresholds.add(counts.threshold(at < starts.length ? starts[at] : counts.size())));
      objectives.add(rule, search.outcome(group(chosen)));
      for (int at = 0; at < shown.size(); at++) {
        curve.get(at).add(rule, search.outcome(group(shown.get(at))));
      }
    }
    Measure chosenThreshold =
        rule.given().isPresent() || thresholds.few()
            ? Measure.of(threshold)
            : thresholds.measure(threshold, confidence);
    return new Drawn(chosenThreshold, objective(chosen, objectives), band(shown, curve));
  }

  private Measure objective(int chosen, Draws draws) {
    Outcome outcome = new ThresholdSearch(counts, rule).outcome(chosen);
    return rule.undefined(outcome)
        .map(Measure::undefined)
        .orElseGet(() -> draws.measure(rule.value(outcome), confidence));
  }

  private List<CurveBand> band(List<Integer> shown, List<Draws> curve) {
    List<CurveBand> band = new ArrayList<>();
    for (int at = 0; at < shown.size(); at++) {
      if (!curve.get(at).few()) {
        Interval interval = confidence.central(curve.get(at).values());
        band.add(
            new CurveBand(counts.threshold(shown.get(at)), interval.lower(), interval.upper()));
      }
    }
    return band;
  }

  /** The group that begins at a position kept apart. */
  private int group(int position) {
    return position == counts.size() ? starts.length : Arrays.binarySearch(starts, position);
  }

  /** Values of those draws in which there is one. */
  static final class Draws {
    private final double[] values;
    private int defined;

    Draws(int draws) {
      this.values = new double[draws];
    }

    void add(double value) {
      values[defined++] = value;
    }

    void add(ThresholdRule rule, Outcome outcome) {
      if (rule.undefined(outcome).isEmpty()) {
        add(rule.value(outcome));
      }
    }

    /** Whether more than one draw of twenty has none. */
    boolean few() {
      return defined < LEAST_DEFINED * values.length;
    }

    double[] values() {
      return Arrays.copyOf(values, defined);
    }

    /** A value with the interval of its draws. */
    Measure measure(double value, Confidence confidence) {
      if (few()) {
        return Measure.undefined(
            String.format(
                Locale.ROOT,
                "too few rows to resample: it has a value in %d of %d draws",
                defined,
                values.length));
      }
      Interval interval = confidence.central(values());
      return Measure.of(value, interval.lower(), interval.upper(), "bootstrap");
    }
  }
}
