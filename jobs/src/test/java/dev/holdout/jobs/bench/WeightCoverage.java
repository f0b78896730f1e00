package dev.holdout.jobs.bench;

import static dev.holdout.jobs.bench.CoverageNames.column;

import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.evaluate.SimulatedEvaluation;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Every metric of a binary classifier where rows are weighted. */
final class WeightCoverage {
  private static final CoverageTables KIND = CoverageTables.CALIBRATED;
  private static final int[] SIZES = {100, 300, 1000, 5000};
  private static final double PREVALENCE = 0.3;

  private WeightCoverage() {}

  static CoverageSection section(Confidence confidence) {
    List<CoverageColumn> columns = new ArrayList<>();
    for (double spread : new double[] {0.5, 1}) {
      for (int rows : SIZES) {
        columns.add(
            new CoverageColumn(
                column("σ " + spread, rows),
                () -> BinaryCoverage.truth(Metrics.all(), KIND.truth(PREVALENCE), PREVALENCE),
                (random, own) -> measures(sample(random, rows, spread), own)));
      }
    }
    return new CoverageSection(
        "Weighted rows",
        "30 % positives; weights are lognormal and independent of the rows, so that the truth is"
            + " that without weights. With σ 1 a hundred rows tell as much as 37 that weigh the"
            + " same.",
        CoverageNames.of(Metrics.all()),
        columns,
        confidence);
  }

  private static ScoreCounts sample(SplittableRandom random, int rows, double spread) {
    ScoreCounts counts = SimulatedEvaluation.weighted(PREVALENCE);
    for (int row = 0; row < rows; row++) {
      boolean positive = random.nextDouble() < PREVALENCE;
      double known = random.nextGaussian() + (positive ? CoverageTables.SHIFT : 0);
      SimulatedEvaluation.add(
          counts,
          KIND.score(known, PREVALENCE),
          positive,
          Math.exp(spread * random.nextGaussian()));
    }
    return counts;
  }

  private static SortedMap<String, Measure> measures(ScoreCounts counts, Confidence confidence) {
    SortedMap<String, Measure> measures = new TreeMap<>();
    for (Metric metric : Metrics.all()) {
      measures.put(metric.name(), metric.measure(counts, PREVALENCE, confidence));
    }
    return measures;
  }
}
