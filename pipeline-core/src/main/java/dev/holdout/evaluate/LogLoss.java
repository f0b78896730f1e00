package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.MeanEstimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;

/**
 * Mean negative log likelihood of the labels under the scores.
 *
 * <p>Interval: {@link RareClassLoss}.
 */
final class LogLoss implements Estimated {
  private static final double LARGEST = -Math.log(Math.ulp(1.0));
  private static final Definition DEFINITION =
      new Definition(
              "log_loss",
              "mean of −ln p for positives and −ln(1 − p) for negatives, p clipped to [ε, 1 − ε]"
                  + " with ε = 2⁻⁵²",
              Range.of(0, LARGEST, "0 to 36.04"),
              Direction.SMALLER_IS_BETTER,
              "there are no rows, or a score is no probability",
              "Good 1952")
          .digits(4)
          .to(Definition.Use.SELECT);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unlessProbabilities(counts, () -> counts.logLossSum() / counts.mass());
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    return RareClassLoss.estimate(
        MeanEstimate.of(counts.mass(), counts.logLossSum(), counts.squaredLogLossSum(), LARGEST),
        counts,
        LossTerms::logLoss);
  }
}
