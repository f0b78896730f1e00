package dev.holdout.fairness;

import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import java.util.Optional;

/**
 * Mean of score minus label: above 0 where the scores promise too much, 0 where they are calibrated
 * in the large.
 *
 * <p>Interval: Student's, with the variance from the sums of (score − label)², which the scan keeps
 * exactly, and never less than that of one row more that is wrong by one half.
 */
final class CalibrationGap implements GroupFigure {
  private static final Metric BRIER = Metrics.byName("brier");

  @Override
  public Optional<String> undefined(Member member) {
    if (member.cells().rows() < 2) {
      return Optional.of(member.cells().rows() == 0 ? "no rows" : "one row");
    }
    return BRIER.value(member.counts(), member.threshold()).undefined();
  }

  @Override
  public double terms(Member member) {
    return member.cells().rows();
  }

  @Override
  public Estimate estimate(Member member) {
    double n = member.cells().rows();
    double mean = (member.counts().scoreSum() - member.cells().positives()) / n;
    double squares = member.counts().brierSum() + 0.25;
    double error = Math.sqrt(Math.max(0.25 / n, squares / n - mean * mean) / (n - 1));
    return new Estimate(
        mean,
        "student",
        z -> {
          double reach = StudentReach.of(z, n - 1) * error;
          return new Interval(Math.max(-1, mean - reach), Math.min(1, mean + reach));
        });
  }

  @Override
  public double largestGap() {
    return 2;
  }
}
