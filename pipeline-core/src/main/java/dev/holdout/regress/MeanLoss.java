package dev.holdout.regress;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.MeanEstimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.Optional;

/**
 * The mean of a loss that is never negative, or the root of it: mean absolute error, root mean
 * squared error, mean absolute percentage error, pinball loss, width of intervals.
 *
 * <p>Weights: the weighted mean. Interval: {@link MeanEstimate}, of Kish's effective number of rows
 * (its root for a root); none for fewer than two rows or where all losses are the same.
 */
final class MeanLoss implements NumberMetric {
  private final Definition definition;
  private final NumberSum sum;
  private final NumberSum squares;
  private final NumberSum cubes;
  private final boolean root;

  /** A loss of all rows, or of those that have what is summed. */
  private MeanLoss(
      Definition definition, NumberSum sum, NumberSum squares, NumberSum cubes, boolean root) {
    this.definition = definition;
    this.sum = sum;
    this.squares = squares;
    this.cubes = cubes;
    this.root = root;
  }

  static MeanLoss rmse() {
    return new MeanLoss(
        definition("rmse", "√ of the mean of (predicted − actual)²", "there are no rows", "")
            .titled("RMSE")
            .to(Definition.Use.SELECT, Definition.Use.GATE),
        NumberSum.SQUARED_ERROR,
        NumberSum.FOURTH_ERROR,
        NumberSum.SIXTH_ERROR,
        true);
  }

  static MeanLoss mae() {
    return new MeanLoss(
        definition("mae", "mean of |predicted − actual|", "there are no rows", "")
            .titled("Mean absolute error")
            .to(Definition.Use.SELECT, Definition.Use.GATE),
        NumberSum.ABSOLUTE_ERROR,
        NumberSum.SQUARED_ERROR,
        NumberSum.CUBED_ABSOLUTE_ERROR,
        false);
  }

  static MeanLoss mape() {
    return new MeanLoss(
        definition(
                "mape",
                "mean of |predicted − actual| / |actual| over rows whose actual value is not 0, as"
                    + " a share; errors on small actual values outweigh all others, and predictions"
                    + " that are too low can cost 1 at most",
                "there are no rows, or all actual values are 0",
                "Hyndman & Koehler 2006")
            .titled("Mean absolute error, relative"),
        NumberSum.RELATIVE,
        NumberSum.SQUARED_RELATIVE,
        NumberSum.CUBED_RELATIVE,
        false);
  }

  static MeanLoss pinball() {
    return new MeanLoss(
        definition(
            "pinball_loss",
            "mean of q·(actual − predicted) where actual is larger, else (1 − q)·(predicted −"
                + " actual), q the level of the predicted quantile",
            "there are no rows, or no level of a quantile is given",
            "Koenker & Bassett 1978"),
        NumberSum.PINBALL,
        NumberSum.SQUARED_PINBALL,
        NumberSum.CUBED_PINBALL,
        false);
  }

  static MeanLoss width() {
    return new MeanLoss(
        definition(
            "interval_width",
            "mean of upper − lower bound of the predicted intervals",
            "there are no predicted intervals",
            "Gneiting & Raftery 2007"),
        NumberSum.WIDTH,
        NumberSum.SQUARED_WIDTH,
        NumberSum.CUBED_WIDTH,
        false);
  }

  private static Definition definition(
      String name, String formula, String undefined, String source) {
    return new Definition(
        name,
        formula,
        Range.NOT_NEGATIVE,
        Direction.SMALLER_IS_BETTER,
        undefined,
        source.isEmpty() ? "Hyndman & Koehler 2006" : source);
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(NumberCounts counts) {
    Optional<String> reason = Lacking.rows(counts).or(() -> lacking(counts));
    return Lacking.unless(
        reason,
        () -> {
          double mean = counts.sum(sum) / counts.sum(weight());
          return root ? Math.sqrt(mean) : mean;
        });
  }

  private Optional<String> lacking(NumberCounts counts) {
    if (sum == NumberSum.PINBALL && counts.quantile().isEmpty()) {
      return Optional.of("no level of a quantile is given");
    }
    if (sum == NumberSum.WIDTH && counts.intervals() == 0) {
      return Optional.of("no predicted intervals");
    }
    if (sum == NumberSum.RELATIVE && counts.zeros() == counts.rows()) {
      return Optional.of("all actual values are 0");
    }
    return counts.sum(weight()) > 0
        ? Optional.empty()
        : Optional.of("all rows that count have a weight of 0");
  }

  private NumberSum weight() {
    return sum == NumberSum.RELATIVE
        ? NumberSum.RELATIVE_WEIGHT
        : sum == NumberSum.WIDTH ? NumberSum.INTERVAL_WEIGHT : NumberSum.WEIGHT;
  }

  private NumberSum squaredWeight() {
    return sum == NumberSum.RELATIVE
        ? NumberSum.RELATIVE_SQUARED_WEIGHT
        : sum == NumberSum.WIDTH ? NumberSum.INTERVAL_SQUARED_WEIGHT : NumberSum.SQUARED_WEIGHT;
  }

  @Override
  public Optional<Estimate> estimate(NumberCounts counts) {
    double rows = counts.effective(weight(), squaredWeight());
    double scale = rows / counts.sum(weight());
    Estimate mean =
        MeanEstimate.of(
            rows,
            counts.sum(sum) * scale,
            counts.sum(squares) * scale,
            counts.sum(cubes) * scale,
            Double.POSITIVE_INFINITY);
    if (!mean.method().equals("log-t")) {
      return Optional.empty();
    }
    return Optional.of(
        root
            ? new Estimate(
                Math.sqrt(mean.value()),
                mean.method(),
                z -> {
                  Interval interval = mean.at(z);
                  return new Interval(Math.sqrt(interval.lower()), Math.sqrt(interval.upper()));
                })
            : mean);
  }
}
