package dev.holdout.fairness;

import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far scores are from meaning what they say in the group where that is worst.
 *
 * <p>Each group is tested by itself against calibrated scores: slope and intercept together, or
 * where those do not exist Spiegelhalter's z. Those take rows for independent, so that where they
 * are not, the mean of score less label is tested against 0 in their place. The p-value of the
 * whole is the smallest of the groups' times their number (Bonferroni). Interval: the largest of
 * the groups' ends, which hold together (Bonferroni). A calibration error leans upward where rows
 * are few: the test, not the value, decides the verdict.
 */
final class CalibrationWithin implements GroupMetric {
  private static final Definition DEFINITION =
      new Definition(
          "calibration_within_groups",
          "largest over groups of the calibration error over 15 bins of equal width",
          Range.SHARE,
          Direction.SMALLER_IS_BETTER,
          "no group has rows enough, or a score is no probability",
          "Kleinberg, Mullainathan & Raghavan 2016");
  private static final List<Metric> TESTS =
      List.of(Metrics.byName("calibration_p"), Metrics.byName("spiegelhalter_p"));

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Finding find(Comparison comparison) {
    List<Member> judged = comparison.judged(OfMetric.ECE);
    List<Finding.OfGroup> groups = new ArrayList<>();
    double smallest = 1;
    for (Member member : comparison.members()) {
      Optional<String> leftOut = Comparison.leftOut(member, OfMetric.ECE);
      OptionalDouble p = leftOut.isEmpty() ? p(member) : OptionalDouble.empty();
      smallest = Math.min(smallest, p.orElse(1));
      groups.add(
          new Finding.OfGroup(
              member,
              OfMetric.ECE
                  .undefined(member)
                  .map(Measure::undefined)
                  .orElseGet(() -> comparison.own(OfMetric.ECE, member)),
              Optional.empty(),
              Optional.empty(),
              p,
              comparison.isReference(member),
              leftOut));
    }
    if (judged.isEmpty()) {
      return new Finding(
          Measure.undefined(comparison.why(OfMetric.ECE)), OptionalDouble.empty(), false, groups);
    }
    double z = comparison.bonferroni(judged.size());
    double value = 0;
    double lower = 0;
    double upper = 0;
    for (Member member : judged) {
      Estimate error = Comparison.estimate(OfMetric.ECE, member);
      Interval interval = error.at(z);
      value = Math.max(value, error.value());
      lower = Math.max(lower, interval.lower());
      upper = Math.max(upper, interval.upper());
    }
    return new Finding(
        Measure.of(value, lower, upper, "bonferroni"),
        OptionalDouble.of(Math.min(1, smallest * judged.size())),
        false,
        groups);
  }

  private static OptionalDouble p(Member member) {
    if (member.left().isPresent()) {
      return OptionalDouble.of(Comparison.estimate(new CalibrationGap(), member).pValue());
    }
    return TESTS.stream()
        .map(test -> test.value(member.counts(), member.threshold()).value())
        .flatMap(Optional::stream)
        .mapToDouble(p -> p)
        .findFirst();
  }
}
