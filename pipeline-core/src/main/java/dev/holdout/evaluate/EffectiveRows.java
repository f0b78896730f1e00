package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;

/** The effective sample size: what intervals are as wide as. The rows where none is weighted. */
final class EffectiveRows implements Metric {
  static final String NAME = "effective_rows";

  private static final Definition DEFINITION =
      new Definition(
              NAME,
              "(Σ w)² / Σ w², w the rows' weights: equally weighted rows that would tell as much",
              Range.of(0, Double.POSITIVE_INFINITY, "0 to n"),
              Direction.NEITHER,
              "never",
              "Kish 1965")
          .digits(0);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    return Measure.of(counts.mass());
  }

  @Override
  public Measure measure(ScoreCounts counts, double threshold, Confidence confidence) {
    return value(counts, threshold);
  }
}
