package dev.holdout.fairness;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The smaller of two ratios between extremes: of false positive rates and of true positive rates.
 *
 * <p>A rate that is 0 in every group has no ratio; the other then stands alone. Interval: the
 * smaller of the two ratios' ends, each at half the error probability.
 */
final class EqualizedOddsRatio implements GroupMetric {
  private static final Definition DEFINITION =
      new Definition(
          "equalized_odds_ratio",
          "the smaller of: smallest / largest over groups of FP / (FP + TN); the same of TP / (TP +"
              + " FN)",
          Range.SHARE,
          Direction.LARGER_IS_BETTER,
          "either rate has fewer than two groups with rows enough, or both are 0 in every group",
          "Hardt, Price & Srebro 2016");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Finding find(Comparison comparison) {
    List<Finding.OfGroup> groups = EqualizedOdds.DIFFERENCE.find(comparison).groups();
    List<Extremes> rates = new ArrayList<>();
    for (Share rate : List.of(Share.FPR, Share.TPR)) {
      Optional<Extremes> extremes = comparison.extremes(rate);
      if (extremes.isEmpty()) {
        return none(comparison.why(rate), groups);
      }
      extremes.filter(found -> found.largest() > 0).ifPresent(rates::add);
    }
    if (rates.isEmpty()) {
      return none(RatioMetric.ALL_ZERO, groups);
    }
    double value = 1;
    double lower = 1;
    double upper = 1;
    double p = 1;
    for (Extremes rate : rates) {
      Interval interval = rate.ratio(comparison.z(rate.size(), 2));
      value = Math.min(value, rate.smallest() / rate.largest());
      lower = Math.min(lower, interval.lower());
      upper = Math.min(upper, interval.upper());
      p = Math.min(p, 2 * rate.pRatio(1));
    }
    return new Finding(
        Measure.of(value, Math.min(value, lower), Math.max(value, upper), rates.get(0).method()),
        OptionalDouble.of(p),
        false,
        groups);
  }

  private static Finding none(String why, List<Finding.OfGroup> groups) {
    return new Finding(Measure.undefined(why), OptionalDouble.empty(), false, groups);
  }
}
