package dev.holdout.regress;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import dev.holdout.measure.SkewedMean;
import dev.holdout.measure.Student;
import java.util.Optional;

/**
 * Mean of predicted less actual values: above 0 where predictions are too high.
 *
 * <p>Weights: the weighted mean. Interval: Student's t, of Kish's effective number of rows; farther
 * out on the side of the longer tail, as {@link SkewedMean} says.
 */
final class Bias implements NumberMetric {
  private static final Definition DEFINITION =
      new Definition(
          "bias",
          "mean of predicted − actual; above 0 where predictions are too high",
          Range.any("any number, 0 without bias"),
          Direction.NEITHER,
          "there are no rows",
          "Hyndman & Koehler 2006");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(NumberCounts counts) {
    return Lacking.unless(
        Lacking.rows(counts), () -> counts.sum(NumberSum.ERROR) / counts.weight());
  }

  @Override
  public Optional<Estimate> estimate(NumberCounts counts) {
    double rows = counts.effectiveRows();
    double variance = Spread.of(counts, NumberSum.ERROR, NumberSum.SQUARED_ERROR);
    double mean = counts.sum(NumberSum.ERROR) / counts.weight();
    if (rows < 2 || !(variance > 0)) {
      return Optional.empty();
    }
    double error = Math.sqrt(variance / (rows - 1));
    double skewness = Spread.mixed(counts, 0, 3) / Math.pow(variance, 1.5);
    return Optional.of(
        new Estimate(
            mean,
            "student-t",
            z -> {
              double reach = Student.quantile(z, rows - 1);
              return new Interval(
                  mean - error * SkewedMean.reachAbove(rows, -skewness, reach),
                  mean + error * SkewedMean.reachAbove(rows, skewness, reach));
            }));
  }
}
