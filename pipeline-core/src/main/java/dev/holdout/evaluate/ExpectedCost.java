package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;

/**
 * The mean cost of a row, right decisions being free. Where both errors cost 1 it is the error
 * rate.
 *
 * <p>Interval: all means that a score test does not reject, the variance being that of the supposed
 * mean with both errors in the proportion found, one half being added to each. This is k times
 * Wilson's interval of mean / k, k the mean square of an error's cost over its mean; where both
 * cost 1, Wilson's of the error rate.
 */
final class ExpectedCost implements Estimated {
  private final double falsePositive;
  private final double falseNegative;
  private final Definition definition;

  /** Both errors cost 1. */
  ExpectedCost() {
    this(1, 1);
  }

  /**
   * Costs of its own.
   *
   * @param falsePositive cost of a negative decided positive, 0 or more
   * @param falseNegative cost of a positive decided negative, 0 or more, one of both above 0
   */
  ExpectedCost(double falsePositive, double falseNegative) {
    if (!(falsePositive >= 0 && falseNegative >= 0 && falsePositive + falseNegative > 0)
        || Double.isInfinite(falsePositive + falseNegative)) {
      throw new IllegalArgumentException("costs " + falsePositive + " and " + falseNegative);
    }
    this.falsePositive = falsePositive;
    this.falseNegative = falseNegative;
    this.definition =
        new Definition(
            "expected_cost",
            "(" + number(falsePositive) + "·FP + " + number(falseNegative) + "·FN) / n",
            Range.of(
                0,
                Math.max(falsePositive, falseNegative),
                "0 to " + number(Math.max(falsePositive, falseNegative))),
            Direction.SMALLER_IS_BETTER,
            "there are no rows",
            "Elkan 2001");
  }

  private static String number(double cost) {
    return cost == Math.rint(cost) && cost < 1e15
        ? Long.toString((long) cost)
        : Double.toString(cost);
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unlessUndecided(
        counts,
        threshold,
        cells ->
            counts.mass() == 0 ? Measure.undefined(Undefined.NO_ROWS) : Measure.of(mean(cells)));
  }

  private double mean(Confusion cells) {
    return (falsePositive * cells.fp() + falseNegative * cells.fn()) / cells.rows();
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    Confusion cells = counts.confusion(threshold);
    double wrong = (cells.fp() + 0.5) / (cells.fp() + cells.fn() + 1.0);
    double scale =
        (wrong * falsePositive * falsePositive + (1 - wrong) * falseNegative * falseNegative)
            / (wrong * falsePositive + (1 - wrong) * falseNegative);
    double rows = cells.rows();
    double mean = mean(cells);
    Estimate share = confidence.proportions().estimate(Math.min(rows, rows * mean / scale), rows);
    return new Estimate(
        mean,
        share.method(),
        z -> {
          Interval interval = share.at(z);
          return new Interval(scale * interval.lower(), scale * interval.upper());
        });
  }
}
