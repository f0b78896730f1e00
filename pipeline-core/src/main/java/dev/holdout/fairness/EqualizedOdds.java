package dev.holdout.fairness;

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
 * The gaps of false and of true positive rates together: the worst of the two, or their mean.
 *
 * <p>Interval: the worst (the mean) of the two gaps' ends, each gap at half the error probability,
 * so that both hold together. Both rates must have two groups that are judged. A group's own figure
 * is the pair of its rates and is told by {@code fpr_difference} and {@code
 * equal_opportunity_difference}; here stand its gaps to the reference, put together in the same way
 * (the worst with its sign, or the mean of the two signed gaps).
 *
 * <p>The difference and ratio are those of fairlearn (aggregation {@code worst_case}); the mean is
 * that of the two gaps between extremes, while AIF360's average odds difference is the mean of
 * signed gaps between two groups, which is what the groups here show.
 */
final class EqualizedOdds implements GroupMetric {
  private static final String WORST = "worst";
  private static final Definition DIFFERENCE_DEFINITION =
      new Definition(
          "equalized_odds_difference",
          "the larger of: largest − smallest over groups of FP / (FP + TN); the same of TP / (TP +"
              + " FN)",
          Range.SHARE,
          Direction.SMALLER_IS_BETTER,
          "either rate has fewer than two groups with rows enough",
          "Hardt, Price & Srebro 2016");
  private static final Definition MEAN_DEFINITION =
      new Definition(
          "average_odds_difference",
          "mean of: largest − smallest over groups of FP / (FP + TN); the same of TP / (TP + FN)",
          Range.SHARE,
          Direction.SMALLER_IS_BETTER,
          "either rate has fewer than two groups with rows enough",
          "Bellamy et al. 2018");

  static final EqualizedOdds DIFFERENCE = new EqualizedOdds(DIFFERENCE_DEFINITION, true);
  static final EqualizedOdds MEAN = new EqualizedOdds(MEAN_DEFINITION, false);

  private final Definition definition;
  private final boolean worst;

  private EqualizedOdds(Definition definition, boolean worst) {
    this.definition = definition;
    this.worst = worst;
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Finding find(Comparison comparison) {
    List<Finding.OfGroup> groups = groups(comparison);
    Optional<Extremes> falses = comparison.extremes(Share.FPR);
    Optional<Extremes> trues = comparison.extremes(Share.TPR);
    if (falses.isEmpty() || trues.isEmpty()) {
      return new Finding(
          Measure.undefined(comparison.why(falses.isEmpty() ? Share.FPR : Share.TPR)),
          OptionalDouble.empty(),
          false,
          groups);
    }
    Extremes fpr = falses.get();
    Extremes tpr = trues.get();
    Interval ofFpr = fpr.difference(comparison.z(fpr.size(), 2));
    Interval ofTpr = tpr.difference(comparison.z(tpr.size(), 2));
    return new Finding(
        Measure.of(
            together(fpr.largest() - fpr.smallest(), tpr.largest() - tpr.smallest()),
            together(ofFpr.lower(), ofTpr.lower()),
            Math.min(1, together(ofFpr.upper(), ofTpr.upper())),
            fpr.method()),
        OptionalDouble.of(Math.min(1, 2 * Math.min(fpr.pDifference(), tpr.pDifference()))),
        false,
        groups);
  }

  private double together(double one, double other) {
    return worst ? Math.max(one, other) : (one + other) / 2;
  }

  private List<Finding.OfGroup> groups(Comparison comparison) {
    List<Finding.OfGroup> falses = comparison.groups(Share.FPR, false);
    List<Finding.OfGroup> trues = comparison.groups(Share.TPR, false);
    List<Finding.OfGroup> groups = new ArrayList<>();
    for (int at = 0; at < falses.size(); at++) {
      Finding.OfGroup fpr = falses.get(at);
      Finding.OfGroup tpr = trues.get(at);
      Optional<Measure> gap =
          fpr.gap().isPresent() && tpr.gap().isPresent()
              ? Optional.of(
                  fpr.hasGap() && tpr.hasGap()
                      ? gap(comparison, fpr.member())
                      : (fpr.hasGap() ? tpr : fpr).gap().get())
              : Optional.empty();
      groups.add(
          new Finding.OfGroup(
              fpr.member(),
              Measure.undefined("a pair of rates: see fpr and recall"),
              gap,
              Optional.empty(),
              fpr.hasGap() && tpr.hasGap()
                  ? OptionalDouble.of(
                      Math.min(1, 2 * Math.min(fpr.p().orElseThrow(), tpr.p().orElseThrow())))
                  : OptionalDouble.empty(),
              fpr.reference(),
              fpr.leftOut().or(tpr::leftOut)));
    }
    return groups;
  }

  /**
   * The interval of the larger gap, either way, and what the other may be where it may be the
   * larger in truth.
   */
  private static Interval holdingBoth(Interval larger, Interval other) {
    double least = larger.lower() > 0 ? larger.lower() : larger.upper() < 0 ? -larger.upper() : 0;
    return new Interval(
        other.lower() < -least ? Math.min(larger.lower(), other.lower()) : larger.lower(),
        other.upper() > least ? Math.max(larger.upper(), other.upper()) : larger.upper());
  }

  private Measure gap(Comparison comparison, Member member) {
    Member reference = comparison.reference().orElseThrow();
    Estimate fpr = Comparison.gap(Share.FPR, member, reference);
    Estimate tpr = Comparison.gap(Share.TPR, member, reference);
    if (worst) {
      boolean first = Math.abs(fpr.value()) >= Math.abs(tpr.value());
      Estimate larger = first ? fpr : tpr;
      double z = comparison.z();
      Interval interval = holdingBoth(larger.at(z), (first ? tpr : fpr).at(z));
      return Measure.of(larger.value(), interval.lower(), interval.upper(), WORST + "-of-2-mover");
    }
    return mean(member, reference).measure(comparison.z());
  }

  private static Estimate mean(Member member, Member reference) {
    Estimate fpr = Share.FPR.estimate(member).minus(Share.FPR.estimate(reference));
    Estimate tpr = Share.TPR.estimate(member).minus(Share.TPR.estimate(reference));
    double mean = (fpr.value() + tpr.value()) / 2;
    // The rates of a group rest on different rows, hence are independent given the labels.
    Estimate independent =
        new Estimate(
            mean,
            fpr.method(),
            z -> {
              Interval one = fpr.at(z);
              Interval other = tpr.at(z);
              return new Interval(
                  mean - Math.hypot(fpr.value() - one.lower(), tpr.value() - other.lower()) / 2,
                  mean + Math.hypot(one.upper() - fpr.value(), other.upper() - tpr.value()) / 2);
            });
    return Replicates.allowing(
        independent,
        List.of(member, reference),
        groups -> mean(gap(Share.FPR, groups), gap(Share.TPR, groups)));
  }

  private static Measure gap(GroupFigure rate, List<Member> groups) {
    return rate.value(groups.get(0)).less(rate.value(groups.get(1)));
  }

  private static Measure mean(Measure one, Measure other) {
    return one.undefined().isPresent() || other.undefined().isPresent()
        ? one.less(other)
        : Measure.of((one.value().orElseThrow() + other.value().orElseThrow()) / 2);
  }
}
