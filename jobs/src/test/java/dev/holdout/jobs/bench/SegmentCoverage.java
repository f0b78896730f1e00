package dev.holdout.jobs.bench;

import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.evaluate.SimulatedEvaluation;
import dev.holdout.measure.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A segment against all other rows: differences and ratios. */
final class SegmentCoverage {
  private static final CoverageTables KIND = CoverageTables.CALIBRATED;
  private static final int TRUTH_ROWS = 1_000_000;
  static final double SHIFT = 1;

  /** Share of positives, rows of the segment; the rest has nine times as many. */
  private static final double[][] SEGMENTS = {
    {0.5, 100}, {0.5, 300}, {0.5, 1000}, {0.1, 100}, {0.1, 300}, {0.1, 1000}, {0.02, 1000}
  };

  private SegmentCoverage() {}

  static CoverageSection section(Confidence confidence) {
    List<CoverageColumn> columns = new ArrayList<>();
    for (double[] segment : SEGMENTS) {
      double prevalence = segment[0];
      int rows = (int) segment[1];
      columns.add(
          new CoverageColumn(
              String.format(Locale.ROOT, "%.0f %%, n = %,d", 100 * prevalence, rows),
              () -> truth(prevalence),
              (random, own) ->
                  SimulatedEvaluation.compared(
                      KIND.sample(random, rows, prevalence, SHIFT),
                      KIND.sample(random, 9 * rows, prevalence),
                      prevalence,
                      own)));
    }
    return new CoverageSection(
        "A segment and the rest",
        "The segment has n rows and positives around 1 in place of 1.5, so that its scores are"
            + " worse; the rest has nine times as many rows. − is the difference and ÷ the ratio."
            + " Tables in which either has fewer than five rows of a class are left out.",
        figures(),
        columns,
        confidence);
  }

  /** Differences and ratios. */
  static List<String> figures() {
    return CoverageNames.of(SimulatedEvaluation.ofSegments()).stream()
        .flatMap(name -> Stream.of(name + " −", name + " ÷"))
        .toList();
  }

  /** By share of positives. */
  static SortedMap<String, Double> truth(double prevalence) {
    ScoreCounts segment = KIND.truth(prevalence, SHIFT, TRUTH_ROWS);
    ScoreCounts rest = KIND.truth(prevalence);
    SortedMap<String, Double> truths = new TreeMap<>();
    for (Metric metric : SimulatedEvaluation.ofSegments()) {
      double here = metric.value(segment, prevalence).value().orElseThrow();
      double elsewhere = metric.value(rest, prevalence).value().orElseThrow();
      truths.put(metric.name() + " −", here - elsewhere);
      truths.put(metric.name() + " ÷", here / elsewhere);
    }
    return truths;
  }
}
