package dev.holdout.fairness;

import dev.holdout.measure.BenjaminiHochberg;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * All figures of fairness between groups, from counts: no scan.
 *
 * <p>Every figure is told between extremes, over the groups with rows enough, and every group is
 * held against the reference. Verdicts go by p-values adjusted over all figures of all groupings
 * given together, groups' gaps by p-values adjusted over all gaps (Benjamini & Hochberg 1995);
 * intervals are those of each figure by itself. So a figure whose interval just leaves 0 out may
 * stay within noise, where many are looked at.
 *
 * <p>Cost: for each grouping, groups squared for each figure; the areas under the curve, bins times
 * the pairs of at most 30 groups.
 */
public final class GroupFairness {
  private GroupFairness() {}

  /**
   * Judges.
   *
   * @param groupings each divides the same rows
   * @param threshold a decision is positive when the score is at least this
   * @param spec how
   * @return by grouping, then by figure in the order of {@link FairnessMetrics}
   */
  public static List<FairnessResult> of(
      List<Grouping> groupings, double threshold, FairnessSpec spec) {
    return of(groupings, threshold, spec, Set.of(), "");
  }

  /**
   * The same with groups of which nothing may be told: they are part of no figure and stand with
   * the reason alone.
   *
   * @param hidden the values of those groups
   * @param why the reason
   */
  public static List<FairnessResult> of(
      List<Grouping> groupings,
      double threshold,
      FairnessSpec spec,
      Set<Map<String, Optional<String>>> hidden,
      String why) {
    StudentizedRange range = new StudentizedRange();
    List<Found> found = new ArrayList<>();
    for (Grouping grouping : groupings) {
      Grouping shown =
          new Grouping(
              grouping.attributes(),
              grouping.groups().stream().filter(group -> !hidden.contains(group.value())).toList());
      List<GroupResult> withheld =
          grouping.groups().stream()
              .filter(group -> hidden.contains(group.value()))
              .map(group -> GroupResult.withheld(group.value(), why))
              .toList();
      Comparison comparison = new Comparison(shown, threshold, spec, range);
      for (GroupMetric metric : FairnessMetrics.all()) {
        Finding finding =
            metric instanceof EntropyMetric && !withheld.isEmpty()
                ? withheldFinding(why)
                : metric.find(comparison);
        found.add(new Found(metric.name(), grouping.attributes(), finding, withheld));
      }
    }
    return adjusted(found, 1 - spec.confidence().level());
  }

  private static Finding withheldFinding(String why) {
    return new Finding(Measure.undefined(why), OptionalDouble.empty(), false, List.of());
  }

  private record Found(
      String metric, List<String> attributes, Finding finding, List<GroupResult> withheld) {}

  private static List<FairnessResult> adjusted(List<Found> found, double error) {
    List<Double> figures = new ArrayList<>();
    List<Double> gaps = new ArrayList<>();
    for (Found one : found) {
      one.finding.p().ifPresent(figures::add);
      one.finding.groups().forEach(group -> group.p().ifPresent(gaps::add));
    }
    double[] adjustedFigures = BenjaminiHochberg.adjust(figures);
    double[] adjustedGaps = BenjaminiHochberg.adjust(gaps);
    List<FairnessResult> results = new ArrayList<>();
    int nextFigure = 0;
    int nextGap = 0;
    for (Found one : found) {
      List<GroupResult> groups = new ArrayList<>();
      for (Finding.OfGroup group : one.finding.groups()) {
        groups.add(
            GroupResult.of(
                group,
                group.p().isPresent() ? Optional.of(adjustedGaps[nextGap++]) : Optional.empty()));
      }
      groups.addAll(one.withheld);
      Optional<Double> p =
          one.finding.p().isPresent()
              ? Optional.of(adjustedFigures[nextFigure++])
              : Optional.empty();
      results.add(
          FairnessResult.of(
              one.metric,
              one.attributes,
              one.finding.measure(),
              p,
              verdict(one.finding, p, error),
              groups));
    }
    return results;
  }

  private static FairnessVerdict verdict(Finding finding, Optional<Double> p, double error) {
    Optional<String> undefined = finding.measure().undefined();
    if (undefined.isPresent()) {
      return undefined.get().equals(Comparison.FEWER_THAN_TWO)
          ? FairnessVerdict.TOO_FEW_ROWS
          : FairnessVerdict.UNDEFINED;
    }
    if (finding.keepsRule()) {
      return FairnessVerdict.WITHIN_THE_RULE;
    }
    return p.map(
            adjusted ->
                adjusted <= error ? FairnessVerdict.BEYOND_NOISE : FairnessVerdict.WITHIN_NOISE)
        .orElse(FairnessVerdict.NO_RULE);
  }
}
