package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.MeanEstimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.OptionalDouble;

/**
 * Mean squared difference of score and label, the form for two classes.
 *
 * <p>Interval: {@link RareClassLoss}.
 */
final class Brier implements Estimated {
  private static final Definition DEFINITION =
      new Definition(
              "brier",
              "mean of (p − y)²",
              Range.SHARE,
              Direction.SMALLER_IS_BETTER,
              "there are no rows, or a score is no probability",
              "Brier 1950, halved for two classes")
          .titled("Brier score")
          .digits(4)
          .to(Definition.Use.SELECT);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Undefined.unlessProbabilities(counts, () -> counts.brierSum() / counts.mass());
  }

  @Override
  public OptionalDouble sensitivity(long positives, long negatives) {
    return OptionalDouble.of(1.0 / (positives + negatives));
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    return RareClassLoss.estimate(
        MeanEstimate.of(counts.mass(), counts.brierSum(), counts.squaredBrierSum(), 1),
        counts,
        (score, positive) -> positive ? (1 - score) * (1 - score) : score * score);
  }
}
