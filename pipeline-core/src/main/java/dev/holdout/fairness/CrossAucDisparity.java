package dev.holdout.fairness;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much more easily one group's positives outrank another's negatives than the other way round.
 *
 * <p>Interval: the two areas of a pair rest on different rows, hence are independent unless
 * clusters have rows in both, which {@link Replicates} allow for; the value is the largest of all
 * pairs and its ends are the largest of the pairs' ends, which hold together (Bonferroni). At most
 * the {@value #MOST} largest groups are compared, since the cost is that of all pairs. A group's
 * gap is its disparity with the reference: above 0 where the group's positives have it easier.
 */
final class CrossAucDisparity implements GroupMetric {
  private static final int MOST = 30;
  private static final Definition DEFINITION =
      new Definition(
          "xauc_disparity",
          "largest over pairs of groups a, b of P(score of a positive of a > score of a negative of"
              + " b) − P(score of a positive of b > score of a negative of a); ties ½",
          Range.SHARE,
          Direction.SMALLER_IS_BETTER,
          "fewer than two groups have both classes and rows enough",
          "Kallus & Zhou 2019");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Finding find(Comparison comparison) {
    List<Finding.OfGroup> groups = groups(comparison);
    List<Member> judged =
        comparison.judged(OfMetric.AUC).stream()
            .sorted(Comparator.comparingDouble((Member member) -> -member.cells().rows()))
            .limit(MOST)
            .toList();
    if (judged.size() < 2) {
      return new Finding(
          Measure.undefined(comparison.why(OfMetric.AUC)), OptionalDouble.empty(), false, groups);
    }
    int pairs = judged.size() * (judged.size() - 1) / 2;
    double z = comparison.bonferroni(pairs);
    double value = 0;
    double lower = 0;
    double upper = 0;
    double p = 1;
    for (int a = 0; a < judged.size(); a++) {
      for (int b = 0; b < a; b++) {
        Estimate disparity = disparity(judged.get(a), judged.get(b));
        Interval interval = disparity.at(z);
        value = Math.max(value, Math.abs(disparity.value()));
        lower = Math.max(lower, Math.max(interval.lower(), -interval.upper()));
        upper = Math.max(upper, Math.max(interval.upper(), -interval.lower()));
        p = Math.min(p, pairs * disparity.pValue());
      }
    }
    return new Finding(
        Measure.of(value, lower, Math.min(1, upper), "bonferroni"),
        OptionalDouble.of(p),
        false,
        groups);
  }

  private static Estimate disparity(Member a, Member b) {
    return Replicates.allowing(independent(a, b), List.of(a, b), CrossAucDisparity::value);
  }

  private static Estimate independent(Member a, Member b) {
    return CrossAuc.of(a.counts(), b.counts()).minus(CrossAuc.of(b.counts(), a.counts()));
  }

  private static Measure value(List<Member> groups) {
    boolean bothClasses =
        groups.stream()
            .allMatch(member -> member.cells().positives() > 0 && member.cells().negatives() > 0);
    return bothClasses
        ? Measure.of(independent(groups.get(0), groups.get(1)).value())
        : Measure.undefined("one class only");
  }

  private static List<Finding.OfGroup> groups(Comparison comparison) {
    List<Finding.OfGroup> groups = new ArrayList<>();
    for (Finding.OfGroup group : comparison.groups(OfMetric.AUC, false)) {
      Optional<Estimate> disparity =
          group.hasGap()
              ? Optional.of(disparity(group.member(), comparison.reference().orElseThrow()))
              : Optional.empty();
      groups.add(
          new Finding.OfGroup(
              group.member(),
              group.own(),
              disparity.map(estimate -> estimate.measure(comparison.z())).or(group::gap),
              Optional.empty(),
              disparity
                  .map(estimate -> OptionalDouble.of(estimate.pValue()))
                  .orElse(OptionalDouble.empty()),
              group.reference(),
              group.leftOut()));
    }
    return groups;
  }
}
