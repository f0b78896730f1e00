package dev.holdout.jobs.bench;

import dev.holdout.evaluate.SimulatedEvaluation.SimulatedRow;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Customers with rows that belong together: of the variance of what is known of a row, and of what
 * makes it positive, 30 % is its customer's; 30 % of the rows are positive.
 */
final class SimulatedCustomers {
  static final double PREVALENCE = 0.3;

  private static final double SHARED = 0.3;
  private static final int BUCKETS = 64;
  private static final double RARE_ENOUGH =
      new NormalDistribution(null, 0, 1).inverseCumulativeProbability(PREVALENCE);

  private final SplittableRandom random;

  SimulatedCustomers(SplittableRandom random) {
    this.random = random;
  }

  /** Where a customer's row goes, and what positives are around there. */
  record Place(double shift, Consumer<SimulatedRow> rows) {}

  /**
   * One customer, whose bucket is the second number of each row.
   *
   * @param places one for each row
   */
  void add(Iterable<Place> places) {
    int bucket = random.nextInt(BUCKETS);
    double ofLabel = random.nextGaussian();
    double ofScore = random.nextGaussian();
    for (Place place : places) {
      boolean positive = mixed(ofLabel) < RARE_ENOUGH;
      double known = mixed(ofScore) + (positive ? place.shift : 0);
      place.rows.accept(
          new SimulatedRow(CoverageTables.CALIBRATED.score(known, PREVALENCE), bucket, positive));
    }
  }

  private double mixed(double ofCustomer) {
    return Math.sqrt(SHARED) * ofCustomer + Math.sqrt(1 - SHARED) * random.nextGaussian();
  }
}
