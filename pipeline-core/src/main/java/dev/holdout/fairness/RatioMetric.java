package dev.holdout.fairness;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Smallest over largest figure of the groups; 1 when all are alike, 0 when the smallest is 0.
 *
 * <p>Interval: {@link Extremes}. Undefined where fewer than two groups are judged and where the
 * largest figure is 0.
 */
final class RatioMetric implements GroupMetric {
  static final String ALL_ZERO = "the figure is 0 in every group";

  private final Definition definition;
  private final GroupFigure figure;
  private final OptionalDouble rule;

  RatioMetric(String name, String what, GroupFigure figure, OptionalDouble rule, String source) {
    this.figure = figure;
    this.rule = rule;
    this.definition =
        new Definition(
            name,
            "smallest / largest over groups of "
                + what
                + (rule.isPresent() ? "; the rule is kept from " + rule.getAsDouble() + " up" : ""),
            Range.SHARE,
            Direction.LARGER_IS_BETTER,
            "fewer than two groups have the figure and rows enough, or it is 0 in every group",
            source);
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Finding find(Comparison comparison) {
    Optional<Extremes> extremes = comparison.extremes(figure);
    List<Finding.OfGroup> groups = comparison.groups(figure, true);
    if (extremes.isEmpty() || extremes.get().largest() == 0) {
      String why = extremes.isEmpty() ? comparison.why(figure) : ALL_ZERO;
      return new Finding(Measure.undefined(why), OptionalDouble.empty(), false, groups);
    }
    Extremes found = extremes.get();
    double value = found.smallest() / found.largest();
    Interval interval = found.ratio(comparison.z(found.size(), 1));
    return new Finding(
        Measure.of(
            value,
            Math.min(value, interval.lower()),
            Math.max(value, interval.upper()),
            found.method()),
        OptionalDouble.of(found.pRatio(rule.orElse(1))),
        rule.isPresent() && value >= rule.getAsDouble(),
        groups);
  }
}
