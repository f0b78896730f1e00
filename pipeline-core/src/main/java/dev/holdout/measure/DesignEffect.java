package dev.holdout.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Intervals of figures of rows that are not independent, since those of one cluster (a customer, a
 * machine) belong together.
 *
 * <p>Clusters go by a hash into buckets. The standard error of a figure is that of the
 * delete-a-group jackknife, which leaves out whole buckets and so whole clusters. An interval is
 * the figure's own, as wide as that standard error is larger than the one for independent rows (the
 * square root of the design effect), and never narrower; Student's t with as many degrees of
 * freedom as there are buckets with rows, less one, takes the place of the normal. Where the
 * jackknife sees no variation, as at a proportion of 1, a bucket counts as one row.
 *
 * <p>Source: Kott 2001 (delete-a-group jackknife); Kish 1965 (design effect).
 */
public final class DesignEffect {
  /** With rows in fewer buckets than these, nothing is judged. */
  public static final int FEWEST_BUCKETS = 5;

  private static final String CLUSTERS = "-clusters";

  private DesignEffect() {}

  /**
   * The figure with intervals that allow for clusters.
   *
   * @param independent with intervals of independent rows
   * @param without the figure without each bucket that has rows of it
   * @param rows that the figure is of
   * @return empty where all rows are in one bucket
   */
  public static Optional<Estimate> stretched(
      Estimate independent, List<Measure> without, double rows) {
    if (without.size() < 2) {
      return Optional.empty();
    }
    double ofRows = (independent.at(1).upper() - independent.at(1).lower()) / 2;
    double ofBuckets = standardError(without);
    double ratio =
        Math.max(
            1, ofBuckets > 0 && ofRows > 0 ? ofBuckets / ofRows : Math.sqrt(rows / without.size()));
    TDistribution student = new TDistribution(null, without.size() - 1.0);
    return Optional.of(
        independent.stretched(
            independent.method() + CLUSTERS,
            z ->
                ratio
                    * -student.inverseCumulativeProbability(
                        Math.max(Double.MIN_NORMAL, Quantiles.outside(z) / 2))));
  }

  /** Of the figures without each bucket; 0 where one is undefined. */
  private static double standardError(List<Measure> without) {
    if (without.stream().anyMatch(figure -> figure.value().isEmpty())) {
      return 0;
    }
    double[] values =
        without.stream().mapToDouble(figure -> figure.value().orElseThrow()).toArray();
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares * (values.length - 1) / values.length);
  }
}
