package dev.holdout.jobs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Queries of 20 items, whose scores are normal, around a shift for relevant items. */
final class SimulatedQueries {
  private static final int ITEMS = 20;

  private SimulatedQueries() {}

  /**
   * The items of one query, with the bucket of its cluster after what rankings read.
   *
   * @param chance of an item to be relevant
   */
  static List<Row> items(
      SplittableRandom random, String query, double chance, double shift, int bucket) {
    List<Row> items = new ArrayList<>();
    for (int item = 0; item < ITEMS; item++) {
      boolean relevant = random.nextDouble() < chance;
      items.add(
          RowFactory.create(
              query,
              random.nextGaussian() + (relevant ? shift : 0),
              relevant ? 1.0 : 0.0,
              1.0,
              bucket));
    }
    return items;
  }

  /** Beta with 1.5 and 8.5 as shares of gammas, these as sums of squared normals halved. */
  static double chance(SplittableRandom random) {
    double one = 0;
    double other = 0;
    for (int degree = 0; degree < 20; degree++) {
      double normal = random.nextGaussian();
      one += degree < 3 ? normal * normal : 0;
      other += degree < 3 ? 0 : normal * normal;
    }
    return one / (one + other);
  }
}
