package dev.holdout.regress;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import dev.holdout.measure.Range;
import java.util.Optional;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * The median of |predicted − actual|: the mean of the middle two of an even number; with weights
 * the smallest error up to which half of the weight lies.
 *
 * <p>Where errors are binned, exact up to the width of a bin. Interval: from one order statistic to
 * another, by the binomial number of errors below the median; holds for any distribution. Fewer
 * than 6 rows have none at 95 %. Weighted rows count as Kish's effective number.
 *
 * <p>Source: David & Nagaraja 2003, 7.1.
 */
final class MedianAbsoluteError implements NumberMetric {
  private static final Definition DEFINITION =
      new Definition(
              "median_absolute_error",
              "median of |predicted − actual|",
              Range.NOT_NEGATIVE,
              Direction.SMALLER_IS_BETTER,
              "there are no rows",
              "Hyndman & Koehler 2006")
          .to(Definition.Use.SELECT);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(NumberCounts counts) {
    return Lacking.unless(Lacking.rows(counts), () -> OrderedErrors.absolute(counts).at(0.5));
  }

  @Override
  public Optional<Estimate> estimate(NumberCounts counts) {
    OrderedErrors errors = OrderedErrors.absolute(counts);
    int rows = (int) Math.min(1 << 30, Math.round(counts.effectiveRows()));
    if (rows < 2) {
      return Optional.empty();
    }
    BinomialDistribution below = new BinomialDistribution(null, rows, 0.5);
    return Optional.of(
        new Estimate(
            errors.at(0.5),
            "order-statistic",
            z -> {
              int rank = below.inverseCumulativeProbability(Quantiles.outside(z) / 2);
              return rank == 0
                  ? new Interval(0, Double.POSITIVE_INFINITY)
                  : new Interval(
                      errors.ofShare((double) rank / rows),
                      errors.ofShare((double) (rows - rank + 1) / rows));
            }));
  }
}
