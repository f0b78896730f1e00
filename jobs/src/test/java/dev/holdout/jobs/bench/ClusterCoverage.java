package dev.holdout.jobs.bench;

import static dev.holdout.jobs.bench.SimulatedCustomers.PREVALENCE;

import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.SimulatedEvaluation;
import dev.holdout.evaluate.SimulatedEvaluation.SimulatedRow;
import dev.holdout.jobs.bench.SimulatedCustomers.Place;
import dev.holdout.measure.Confidence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Every metric of a binary classifier where rows belong to customers. */
final class ClusterCoverage {
  private static final int[][] TABLES = {{50, 5}, {200, 5}, {1000, 5}, {50, 20}, {200, 20}};

  private ClusterCoverage() {}

  static CoverageSection section(Confidence confidence) {
    List<CoverageColumn> columns = new ArrayList<>();
    for (int[] table : TABLES) {
      columns.add(
          new CoverageColumn(
              String.format(Locale.ROOT, "%,d customers × %d", table[0], table[1]),
              () ->
                  BinaryCoverage.truth(
                      Metrics.all(), CoverageTables.CALIBRATED.truth(PREVALENCE), PREVALENCE),
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
    SimulatedCustomers simulated = new SimulatedCustomers(random);
    Place place = new Place(CoverageTables.SHIFT, sample::add);
    for (int customer = 0; customer < customers; customer++) {
      simulated.add(Collections.nCopies(rows, place));
    }
    return sample;
  }
}
