package dev.holdout.jobs.bench;

import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.evaluate.SimulatedEvaluation;
import dev.holdout.evaluate.SimulatedEvaluation.SimulatedRow;
import dev.holdout.measure.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Two models on the same rows: the second knows less, and much of the same. */
final class PairCoverage {
  private static final CoverageTables KIND = CoverageTables.CALIBRATED;
  private static final int TRUTH_ROWS = 1_000_000;
  private static final double SHIFT = 1.2;
  private static final double SHARED = 0.8;
  private static final double[][] TABLES = {
    {0.5, 100}, {0.5, 300}, {0.5, 1000}, {0.1, 100}, {0.1, 300}, {0.1, 1000}, {0.02, 1000}
  };

  private PairCoverage() {}

  static CoverageSection section(Confidence confidence) {
    List<CoverageColumn> columns = new ArrayList<>();
    for (double[] table : TABLES) {
      double prevalence = table[0];
      int rows = (int) table[1];
      columns.add(
          new CoverageColumn(
              String.format(Locale.ROOT, "%.0f %%, n = %,d", 100 * prevalence, rows),
              () -> truth(prevalence),
              (random, own) ->
                  SimulatedEvaluation.paired(sample(random, rows, prevalence), prevalence, own)));
    }
    return new CoverageSection(
        "Two models on the same rows",
        "Second minus first. Positives lie around 1.5 for the first model and 1.2 for the second;"
            + " what is left is correlated by 0.8.",
        SimulatedEvaluation.ofPairs(),
        columns,
        confidence);
  }

  private static List<SimulatedRow> sample(SplittableRandom random, int rows, double prevalence) {
    List<SimulatedRow> sample = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      boolean positive = random.nextDouble() < prevalence;
      double one = random.nextGaussian();
      double other = SHARED * one + Math.sqrt(1 - SHARED * SHARED) * random.nextGaussian();
      sample.add(
          new SimulatedRow(
              KIND.score(one + (positive ? CoverageTables.SHIFT : 0), prevalence),
              KIND.score(other + (positive ? SHIFT : 0), prevalence),
              positive));
    }
    return sample;
  }

  private static SortedMap<String, Double> truth(double prevalence) {
    ScoreCounts first = KIND.truth(prevalence);
    ScoreCounts second = KIND.truth(prevalence, SHIFT, TRUTH_ROWS);
    SortedMap<String, Double> truths = new TreeMap<>();
    for (String name : SimulatedEvaluation.ofPairs()) {
      Metric metric = Metrics.byName(name);
      truths.put(
          name,
          metric.value(second, prevalence).value().orElseThrow()
              - metric.value(first, prevalence).value().orElseThrow());
    }
    return truths;
  }
}
