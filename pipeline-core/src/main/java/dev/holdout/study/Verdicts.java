package dev.holdout.study;

import dev.holdout.evaluate.Contrast;
import dev.holdout.measure.BenjaminiHochberg;
import dev.holdout.measure.Direction;
import dev.holdout.study.Study.Difference;
import dev.holdout.study.Study.Group;
import dev.holdout.study.Study.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Verdicts from p-values that are corrected for their number, in three families: what answers the
 * question, over all rows; the other metrics, over all rows; and segments. So showing more metrics
 * and asking for more segments takes nothing from the answer.
 *
 * @param groups all rows, then the segments
 * @param comparisons tests of what answers the question
 * @param otherComparisons tests of the other metrics over all rows
 * @param segmentComparisons tests of segments
 */
record Verdicts(List<Group> groups, int comparisons, int otherComparisons, int segmentComparisons) {
  private enum Family {
    ANSWERS,
    OTHERS,
    SEGMENTS
  }

  /**
   * The verdicts.
   *
   * @param strategies ids in the order of the models
   * @param metrics metric → its direction
   * @param deciding the metrics that answer the question
   * @param confidence one minus the share of false verdicts among those of a difference
   */
  static Verdicts of(
      Contrast contrast,
      List<String> strategies,
      Map<String, Direction> metrics,
      Collection<String> deciding,
      double confidence) {
    Map<Family, List<Double>> pValues = pValues(contrast, deciding);
    Map<Family, Iterator<Double>> adjusted = new EnumMap<>(Family.class);
    pValues.forEach(
        (family, values) ->
            adjusted.put(
                family, Arrays.stream(BenjaminiHochberg.adjust(values)).boxed().iterator()));
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
                                ? Optional.of(
                                    Objects.requireNonNull(
                                            adjusted.get(family(group, metric, deciding)))
                                        .next())
                                : Optional.empty(),
                            metrics.getOrDefault(metric, Direction.NEITHER),
                            confidence)));
      }
      groups.add(
          new Group(group.column(), group.value(), group.rows(), group.positives(), differences));
    }
    return new Verdicts(
        groups,
        size(pValues, Family.ANSWERS),
        size(pValues, Family.OTHERS),
        size(pValues, Family.SEGMENTS));
  }

  private static int size(Map<Family, List<Double>> pValues, Family family) {
    return pValues.getOrDefault(family, List.of()).size();
  }

  private static Family family(Contrast.Group group, String metric, Collection<String> deciding) {
    if (group.column().isPresent()) {
      return Family.SEGMENTS;
    }
    return deciding.contains(metric) ? Family.ANSWERS : Family.OTHERS;
  }

  /** By family, in the order in which the verdicts are made. */
  private static Map<Family, List<Double>> pValues(Contrast contrast, Collection<String> deciding) {
    Map<Family, List<Double>> pValues = new EnumMap<>(Family.class);
    for (Contrast.Group group : contrast.groups()) {
      for (Contrast.Figures model : group.models()) {
        model
            .differences()
            .forEach(
                (metric, found) ->
                    found
                        .pValue()
                        .ifPresent(
                            p ->
                                pValues
                                    .computeIfAbsent(
                                        family(group, metric, deciding),
                                        unseen -> new ArrayList<>())
                                    .add(p)));
      }
    }
    return pValues;
  }

  private static Difference difference(
      String strategy,
      String metric,
      Contrast.Difference found,
      Optional<Double> pAdjusted,
      Direction direction,
      double confidence) {
    Verdict verdict =
        pAdjusted.map(p -> verdict(p, found, direction, confidence)).orElse(Verdict.TOO_FEW_ROWS);
    return new Difference(
        strategy, metric, found.overRows(), found.overFolds().difference(), pAdjusted, verdict);
  }

  /** A difference shows where both tests reject and both point the same way. */
  private static Verdict verdict(
      double pAdjusted, Contrast.Difference found, Direction direction, double confidence) {
    double overRows = direction.gain(found.overRows().value().orElseThrow(), 0);
    double overFolds = direction.gain(found.overFolds().difference().value().orElseThrow(), 0);
    if (pAdjusted > 1 - confidence || overRows * overFolds <= 0) {
      return Verdict.NO_DIFFERENCE_SHOWN;
    }
    return overRows > 0 ? Verdict.BETTER : Verdict.WORSE;
  }
}
