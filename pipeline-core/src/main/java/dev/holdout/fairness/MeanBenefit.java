package dev.holdout.fairness;

import dev.holdout.fairness.BenefitEntropy.Benefits;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import java.util.Optional;

/**
 * The mean benefit of a group's rows, 0 to 2; Student's interval, with the variance of one row more
 * that has no benefit or two.
 */
final class MeanBenefit implements GroupFigure {
  @Override
  public Optional<String> undefined(Member member) {
    if (member.cells().rows() < 2) {
      return Optional.of(member.cells().rows() == 0 ? "no rows" : "one row");
    }
    return Optional.empty();
  }

  @Override
  public double terms(Member member) {
    return member.cells().rows();
  }

  @Override
  public Estimate estimate(Member member) {
    Benefits benefits = Benefits.of(member.cells());
    double mean = benefits.mean();
    double error = Math.sqrt(variance(benefits));
    return new Estimate(
        mean,
        "student",
        z -> {
          double reach = StudentReach.of(z, benefits.rows() - 1) * error;
          return new Interval(Math.max(0, mean - reach), Math.min(2, mean + reach));
        });
  }

  /** The variance of the mean; at least two rows. */
  static double variance(Benefits benefits) {
    double n = benefits.rows();
    double mean = benefits.mean();
    double squares = benefits.one() + 4 * benefits.two() - n * mean * mean;
    return (Math.max(0, squares) + 1) / (n - 1) / n;
  }

  @Override
  public double largestGap() {
    return 2;
  }
}
