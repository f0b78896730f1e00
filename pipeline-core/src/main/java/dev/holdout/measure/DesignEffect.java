package dev.holdout.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Intervals of figures of rows that are not independent, since those of one cluster (a customer, a
 * machine) belong together.
 *
 * <p>Clusters go by a hash into buckets. The standard error of a figure is that of the
 * delete-a-group jackknife, which leaves out whole buckets and so whole clusters. An interval is
 * the figure's own, as wide as that standard error is larger than the one for independent rows (the
 * square root of the design effect), and never narrower; bias that an end allows for is none of it.
 * Student's t with as many degrees of freedom as there are buckets with rows, less one, takes the
 * place of the normal. Where the jackknife sees no variation, as at a proportion of 1, a bucket
 * counts as one row.
 *
 * <p>Source: Kott 2001 (delete-a-group jackknife); Kish 1965 (design effect).
 *
 * @param ratio of the standard error to that of independent rows, at least 1
 * @param buckets that have rows of the figure, at least 2
 */
public record DesignEffect(double ratio, int buckets) {
  /** With rows in fewer buckets than these, nothing is judged. */
  public static final int FEWEST_BUCKETS = 5;

  private static final double ROUNDING = 1e-9;

  /** What methods of stretched intervals end in. */
  public static final String CLUSTERS = "-clusters";

  /**
   * The design effect of a figure.
   *
   * @param independent the figure with intervals of independent rows
   * @param without the figure without each bucket that has rows of it
   * @param rows that the figure is of
   * @return empty where all rows are in one bucket
   */
  public static Optional<DesignEffect> of(
      Estimate independent, List<Measure> without, double rows) {
    if (without.size() < 2) {
      return Optional.empty();
    }
    double ofRows = standardError(independent);
    double ofBuckets = standardError(without);
    return Optional.of(
        new DesignEffect(
            Math.max(
                1,
                ofBuckets > 0 && ofRows > 0
                    ? ofBuckets / ofRows
                    : Math.sqrt(rows / without.size())),
            without.size()));
  }

  /** What stands in for a standard normal quantile. */
  public double stretch(double z) {
    return ratio * Student.quantile(z, buckets - 1.0);
  }

  /** The figure with intervals that allow for clusters. */
  public Estimate stretched(Estimate independent) {
    return independent.stretched(independent.method() + CLUSTERS, this::stretch);
  }

  /**
   * How far ends move from z = 0, where bias that is taken off has them beside the value, to z = 1.
   * An end that has reached its bound by then says nothing. Ends that have the value between them
   * at z = 0 already are those of many intervals that hold together: then it is half of the width.
   */
  private static double standardError(Estimate independent) {
    Interval none = independent.intervals().at(0);
    Interval one = independent.intervals().at(1);
    Interval two = independent.intervals().at(2);
    double width = one.upper() - one.lower();
    double value = independent.value();
    if (Math.min(value - none.lower(), none.upper() - value) > ROUNDING * width) {
      return width / 2;
    }
    double below = two.lower() < one.lower() ? none.lower() - one.lower() : 0;
    double above = two.upper() > one.upper() ? one.upper() - none.upper() : 0;
    return below > 0 && above > 0 ? (below + above) / 2 : Math.max(below, above);
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
