package dev.holdout.regress;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.StudentMean;
import java.util.Optional;

/**
 * Mean of predicted less actual values: above 0 where predictions are too high.
 *
 * <p>Weights: the weighted mean. Interval: Student's t, of Kish's effective number of rows.
 */
final class Bias implements NumberMetric {
  private static final Definition DEFINITION =
      new Definition(
          "bias",
          "mean of predicted − actual; above 0 where predictions are too high",
          "any number, 0 without bias",
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
    return StudentMean.of(
        counts.effectiveRows(),
        counts.sum(NumberSum.ERROR) / counts.weight(),
        Spread.of(counts, NumberSum.ERROR, NumberSum.SQUARED_ERROR));
  }
}
