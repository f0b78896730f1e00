package dev.holdout.fairness;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Largest minus smallest figure of the groups; 0 when all are alike.
 *
 * <p>Interval: {@link Extremes}. Undefined where fewer than two groups are judged. Cost: groups
 * squared.
 */
final class GapMetric implements GroupMetric {
  private final Definition definition;
  private final GroupFigure figure;
  private final boolean ratios;

  GapMetric(String name, String what, GroupFigure figure, boolean ratios, String source) {
    this.figure = figure;
    this.ratios = ratios;
    this.definition =
        new Definition(
            name,
            "largest − smallest over groups of " + what,
            Double.isFinite(figure.largestGap())
                ? Range.of(0, figure.largestGap(), "0 to " + Math.round(figure.largestGap()))
                : Range.NOT_NEGATIVE,
            Direction.SMALLER_IS_BETTER,
            "fewer than two groups have the figure and rows enough",
            source);
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Finding find(Comparison comparison) {
    Optional<Extremes> extremes = comparison.extremes(figure);
    return new Finding(
        extremes
            .map(found -> measure(found, comparison.z(found.size(), 1)))
            .orElseGet(() -> Measure.undefined(comparison.why(figure))),
        extremes
            .map(found -> OptionalDouble.of(found.pDifference()))
            .orElse(OptionalDouble.empty()),
        false,
        comparison.groups(figure, ratios));
  }

  private Measure measure(Extremes extremes, double z) {
    double value = extremes.largest() - extremes.smallest();
    Interval interval = extremes.difference(z);
    return Measure.of(
        value,
        Math.min(value, interval.lower()),
        Math.max(value, Math.min(figure.largestGap(), interval.upper())),
        extremes.method());
  }
}
