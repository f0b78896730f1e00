package dev.holdout.jobs.bench;

import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.SimulatedEvaluation;
import dev.holdout.evaluate.SimulatedEvaluation.SimulatedRow;
import dev.holdout.measure.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;

/** Every metric of a binary classifier where rows belong to customers. */
final class ClusterCoverage {
  private static final CoverageTables KIND = CoverageTables.CALIBRATED;
  private static final double PREVALENCE = 0.3;
  private static final double SHARED = 0.3;
  private static final int BUCKETS = 64;
  private static final int[][] TABLES = {{50, 5}, {200, 5}, {1000, 5}, {50, 20}, {200, 20}};
  private static final double RARE_ENOUGH =
      new NormalDistribution(null, 0, 1).inverseCumulativeProbability(PREVALENCE);

  private ClusterCoverage() {}

  static CoverageSection section(Confidence confidence) {
    List<CoverageColumn> columns = new ArrayList<>();
    for (int[] table : TABLES) {
      columns.add(
          new CoverageColumn(
              String.format(Locale.ROOT, "%,d customers × %d", table[0], table[1]),
              () -> BinaryCoverage.truth(Metrics.all(), KIND.truth(PREVALENCE), PREVALENCE),
              (random, own) ->
                  SimulatedEvaluation.clustered(
                      sample(random, table[0], table[1]), PREVALENCE, own)));
    }
    return new CoverageSection(
        "Rows of clusters",
        "30 % positives; 50 to 1,000 customers with 5 or 20 rows each. Of the variance of what is"
            + " known of a row, and of what makes it positive, 30 % is its customer's.",
        CoverageNames.of(Metrics.all()),
        columns,
        confidence);
  }

  private static List<SimulatedRow> sample(SplittableRandom random, int customers, int rows) {
    List<SimulatedRow> sample = new ArrayList<>();
    for (int customer = 0; customer < customers; customer++) {
      int bucket = random.nextInt(BUCKETS);
      double ofLabel = random.nextGaussian();
      double ofScore = random.nextGaussian();
      for (int row = 0; row < rows; row++) {
        boolean positive = mixed(ofLabel, random) < RARE_ENOUGH;
        double known = mixed(ofScore, random) + (positive ? CoverageTables.SHIFT : 0);
        sample.add(new SimulatedRow(KIND.score(known, PREVALENCE), bucket, positive));
      }
    }
    return sample;
  }

  private static double mixed(double ofCustomer, SplittableRandom random) {
    return Math.sqrt(SHARED) * ofCustomer + Math.sqrt(1 - SHARED) * random.nextGaussian();
  }
}
