package dev.holdout.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.fairness.BenefitEntropy.Benefits;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EntropyMetricTest {
  // The ten rows of three groups in AIF360's test of these indices.
  private static final Comparison TEN =
      Groups.comparison(
          Groups.of("feat", "0", 1, 0, 0, 1),
          Groups.of("feat", "1", 0, 2, 1, 1),
          Groups.of("feat", "2", 2, 0, 1, 1));

  @Test
  void agreesWithAif360() {
    assertThat(value("generalized_entropy_index", TEN)).isCloseTo(0.2, within(1e-12));
    assertThat(value("theil_index", TEN)).isCloseTo(4 * Math.log(2) / 10, within(1e-12));
    // 1/20 Σ (b² − 1) with b = 1 twice, 1.25 four times, 0.75 four times
    assertThat(value("between_group_generalized_entropy_index", TEN))
        .isCloseTo(0.025, within(1e-12));
    assertThat(new BenefitEntropy(2).index(new Benefits(3, 4, 3))).isCloseTo(0.3, within(1e-12));
    // Two groups, b = 0.5 twice and 1.25 four times: 1/12 Σ (b² − 1)
    assertThat(new BenefitEntropy(2).between(List.of(new Benefits(1, 1, 0), new Benefits(1, 1, 2))))
        .isCloseTo((2 * (0.25 - 1) + 4 * (1.5625 - 1)) / 12, within(1e-12));
  }

  @Test
  void partsAddUp() {
    for (String name : List.of("generalized_entropy_index", "theil_index")) {
      assertThat(value("between_group_" + name, TEN) + value("within_group_" + name, TEN))
          .isCloseTo(value(name, TEN), within(1e-12));
    }
  }

  @Test
  void isThatOfNumpyOnProPublicasCounts() {
    // numpy on the 6,150 benefits one by one: mean(r² − 1) / 2 and mean(r log r), r = b / mean
    List<FairnessResult> results = Groups.results(Groups.COMPAS);
    assertClose(results, "generalized_entropy_index", 0.16543500103857214);
    assertClose(results, "between_group_generalized_entropy_index", 0.0016260756539151413);
    assertClose(results, "within_group_generalized_entropy_index", 0.163808925384657);
    assertClose(results, "theil_index", 0.22764925481327447);
    assertClose(results, "between_group_theil_index", 0.0016398832027280834);
    assertClose(results, "within_group_theil_index", 0.22600937161054638);
    assertThat(Groups.result(results, "theil_index").groups())
        .extracting(group -> group.value().orElseThrow())
        .satisfiesExactly(
            black -> assertThat(black).isCloseTo(0.20990779396226134, within(1e-12)),
            white -> assertThat(white).isCloseTo(0.2532968018778575, within(1e-12)));
    assertThat(Groups.result(results, "between_group_theil_index").verdict())
        .isEqualTo(FairnessVerdict.BEYOND_NOISE);
    assertThat(Groups.result(results, "theil_index").verdict()).isEqualTo(FairnessVerdict.NO_RULE);
  }

  @Test
  void isUndefinedWithoutAnyBenefit() {
    Finding finding =
        metric("theil_index")
            .find(
                Groups.comparison(
                    Groups.of("a", "x", 0, 0, 5, 0), Groups.of("a", "y", 0, 0, 7, 0)));
    assertThat(finding.measure().undefined()).contains("no row has a benefit");
  }

  @Test
  void intervalsHoldTheTruthAndGroupsThatAreAlikeAreNotToldApart() {
    // Benefits 0, 1, 2 with chances 0.1, 0.8, 0.1 in both groups: mean 1, index ½·(0.8 + 0.4 − 1)
    int tables = 300;
    SplittableRandom random = new SplittableRandom(3);
    int whole = 0;
    int none = 0;
    int wholeWithGap = 0;
    int between = 0;
    for (int table = 0; table < tables; table++) {
      Comparison alike = few(drawn(random, "x", 150, 0.1, 0.1), drawn(random, "y", 100, 0.1, 0.1));
      whole += holds(metric("generalized_entropy_index").find(alike).measure(), 0.1);
      none += holds(metric("between_group_generalized_entropy_index").find(alike).measure(), 0);
      // Means 0.7 and 1.3, half the rows each: between = ½·(0.49 + 1.69)/2 − ½ = 0.045
      Comparison apart = few(drawn(random, "x", 150, 0.3, 0), drawn(random, "y", 150, 0, 0.3));
      wholeWithGap += holds(metric("generalized_entropy_index").find(apart).measure(), 0.15);
      between +=
          holds(metric("between_group_generalized_entropy_index").find(apart).measure(), .045);
    }
    assertThat((double) whole / tables).isBetween(0.91, 0.985);
    assertThat((double) none / tables).isGreaterThan(0.92);
    assertThat((double) wholeWithGap / tables).isBetween(0.91, 0.985);
    assertThat((double) between / tables).isBetween(0.91, 0.985);
  }

  private static Comparison few(Group... groups) {
    return new Comparison(
        new Grouping(List.of("a"), List.of(groups)),
        Groups.THRESHOLD,
        FairnessSpec.of(1, new Confidence(0.95, 300, 7)),
        new StudentizedRange());
  }

  private static Group drawn(
      SplittableRandom random, String value, int rows, double missed, double alarms) {
    int fn = 0;
    int fp = 0;
    for (int row = 0; row < rows; row++) {
      double uniform = random.nextDouble();
      fn += uniform < missed ? 1 : 0;
      fp += uniform >= 1 - alarms ? 1 : 0;
    }
    return Groups.of("a", value, rows - fn - fp, fp, fn, 0);
  }

  private static int holds(Measure measure, double truth) {
    return measure.lower().orElseThrow() <= truth + 1e-12
            && truth <= measure.upper().orElseThrow() + 1e-12
        ? 1
        : 0;
  }

  private static GroupMetric metric(String name) {
    return FairnessMetrics.all().stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double value(String name, Comparison comparison) {
    return metric(name).find(comparison).measure().value().orElseThrow();
  }

  private static void assertClose(List<FairnessResult> results, String name, double expected) {
    assertThat(Groups.result(results, name).value().orElseThrow())
        .isCloseTo(expected, within(1e-12));
  }
}
