package dev.holdout.study;

import dev.holdout.evaluate.BenjaminiHochberg;
import dev.holdout.evaluate.Contrast;
import dev.holdout.evaluate.Metric;
import dev.holdout.study.Study.Difference;
import dev.holdout.study.Study.Group;
import dev.holdout.study.Study.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Verdicts from p-values that are corrected for their number: those over all rows together, and
 * those of segments together, so that asking for more segments takes nothing from the answer.
 *
 * @param groups all rows, then the segments
 * @param comparisons tests of all rows
 * @param segmentComparisons tests of segments
 */
record Verdicts(List<Group> groups, int comparisons, int segmentComparisons) {
  /**
   * The verdicts.
   *
   * @param strategies ids in the order of the models
   * @param metrics metric → its direction
   * @param confidence one minus the share of false verdicts among those of a difference
   */
  static Verdicts of(
      Contrast contrast,
      List<String> strategies,
      Map<String, Metric.Direction> metrics,
      double confidence) {
    List<Double> all = pValues(contrast, group -> group.column().isEmpty());
    List<Double> ofSegments = pValues(contrast, group -> group.column().isPresent());
    Iterator<Double> adjusted =
        Stream.of(all, ofSegments).flatMap(p -> boxed(BenjaminiHochberg.adjust(p))).iterator();
    List<Group> groups = new ArrayList<>();
    for (Contrast.Group group : contrast.groups()) {
      List<Difference> differences = new ArrayList<>();
      for (int model = 0; model < group.models().size(); model++) {
        String strategy = strategies.get(model);
        group
            .models()
            .get(model)
            .differences()
            .forEach(
                (metric, found) ->
                    differences.add(
                        difference(
                            strategy,
                            metric,
                            found,
                            found.pValue().isPresent()
                                ? Optional.of(adjusted.next())
                                : Optional.empty(),
                            metrics.getOrDefault(metric, Metric.Direction.NEITHER),
                            confidence)));
      }
      groups.add(
          new Group(group.column(), group.value(), group.rows(), group.positives(), differences));
    }
    return new Verdicts(groups, all.size(), ofSegments.size());
  }

  /** In the order in which the verdicts are made. */
  private static List<Double> pValues(Contrast contrast, Predicate<Contrast.Group> which) {
    return contrast.groups().stream()
        .filter(which)
        .flatMap(group -> group.models().stream())
        .flatMap(model -> model.differences().values().stream())
        .map(Contrast.Difference::pValue)
        .filter(OptionalDouble::isPresent)
        .map(OptionalDouble::getAsDouble)
        .toList();
  }

  private static Stream<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed();
  }

  private static Difference difference(
      String strategy,
      String metric,
      Contrast.Difference found,
      Optional<Double> pAdjusted,
      Metric.Direction direction,
      double confidence) {
    Verdict verdict =
        pAdjusted.map(p -> verdict(p, found, direction, confidence)).orElse(Verdict.TOO_FEW_ROWS);
    return new Difference(
        strategy, metric, found.overRows(), found.overFolds().difference(), pAdjusted, verdict);
  }

  /** A difference shows where both tests reject and both point the same way. */
  private static Verdict verdict(
      double pAdjusted, Contrast.Difference found, Metric.Direction direction, double confidence) {
    double overRows = direction.gain(found.overRows().value().orElseThrow(), 0);
    double overFolds = direction.gain(found.overFolds().difference().value().orElseThrow(), 0);
    if (pAdjusted > 1 - confidence || overRows * overFolds <= 0) {
      return Verdict.NO_DIFFERENCE_SHOWN;
    }
    return overRows > 0 ? Verdict.BETTER : Verdict.WORSE;
  }
}
