package dev.holdout.regress;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import dev.holdout.measure.Wilson;
import java.util.Optional;

/**
 * The share of rows whose actual value lies in the predicted interval, ends included.
 *
 * <p>Weights: shares of the weight. Interval: Wilson's, of Kish's effective number of rows.
 */
final class IntervalCoverage implements NumberMetric {
  private static final Definition DEFINITION =
      new Definition(
          "interval_coverage",
          "share of rows with lower ≤ actual ≤ upper; to be compared with the level that the"
              + " intervals were made for",
          Range.SHARE,
          Direction.NEITHER,
          "there are no predicted intervals",
          "Gneiting & Raftery 2007");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(NumberCounts counts) {
    Optional<String> reason =
        counts.sum(NumberSum.INTERVAL_WEIGHT) > 0
            ? Optional.empty()
            : Optional.of("no predicted intervals");
    return Lacking.unless(reason, () -> share(counts));
  }

  private static double share(NumberCounts counts) {
    return Math.min(1, counts.sum(NumberSum.COVERED) / counts.sum(NumberSum.INTERVAL_WEIGHT));
  }

  @Override
  public Optional<Estimate> estimate(NumberCounts counts) {
    double rows = counts.effective(NumberSum.INTERVAL_WEIGHT, NumberSum.INTERVAL_SQUARED_WEIGHT);
    return Optional.of(Wilson.estimate(share(counts) * rows, rows));
  }
}
