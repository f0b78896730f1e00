package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Wilson;

/**
 * Harmonic mean of precision and recall.
 *
 * <p>Interval: F1 = 2·J / (1 + J) grows with J = TP / (TP + FP + FN), which is a binomial
 * proportion given its denominator; Wilson's interval of J, carried over.
 */
final class F1 implements Estimated {
  private static final Definition DEFINITION =
      new Definition(
          "f1",
          "2·TP / (2·TP + FP + FN)",
          "0 to 1",
          Direction.LARGER_IS_BETTER,
          "there are neither positives nor positive decisions",
          "van Rijsbergen 1979");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Measure value(ScoreCounts counts, double threshold) {
    Confusion cells = counts.confusion(threshold);
    double of = 2 * cells.tp() + cells.fp() + cells.fn();
    if (of == 0) {
      return Measure.undefined(
          cells.rows() == 0 ? Undefined.NO_ROWS : "neither positives nor positive decisions");
    }
    return Measure.of(2.0 * cells.tp() / of);
  }

  @Override
  public Estimate estimate(ScoreCounts counts, double threshold, Confidence confidence) {
    Confusion cells = counts.confusion(threshold);
    double union = cells.tp() + cells.fp() + cells.fn();
    return new Estimate(
        2.0 * cells.tp() / (cells.tp() + union),
        "wilson",
        z -> {
          Interval jaccard = Wilson.interval(cells.tp(), union, z);
          return new Interval(fromJaccard(jaccard.lower()), fromJaccard(jaccard.upper()));
        });
  }

  private static double fromJaccard(double jaccard) {
    return 2 * jaccard / (1 + jaccard);
  }
}
