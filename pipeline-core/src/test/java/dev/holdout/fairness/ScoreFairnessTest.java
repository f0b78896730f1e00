package dev.holdout.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreFairnessTest {
  private static final double Z = Quantiles.normal(0.95);

  @Test
  void crossAucIsTheShareOfPairsAcrossGroups() {
    ScoreCounts a = scores(new double[] {.1}, new double[] {.8, .6});
    ScoreCounts b = scores(new double[] {.7, .6, .2}, new double[] {.65});
    // 0.8 beats all three; 0.6 beats 0.2 and ties with 0.6: 4.5 of 6. 0.65 beats 0.1: 1 of 1.
    assertThat(CrossAuc.of(a, b).value()).isCloseTo(0.75, within(1e-12));
    assertThat(CrossAuc.of(b, a).value()).isCloseTo(1, within(1e-12));
    assertThat(CrossAuc.of(b, a).at(Z).lower()).isLessThan(0.3);
  }

  @Test
  void crossAucOfAGroupWithItselfIsItsAuc() {
    ScoreCounts counts = model(new Random(5), 400, 0.3, 0);
    Measure auc = Metrics.byName("roc_auc").measure(counts, 0.5, new Confidence(0.95, 100, 1));
    Estimate cross = CrossAuc.of(counts, counts);
    Interval interval = cross.at(Z);
    assertThat(cross.value()).isCloseTo(auc.value().orElseThrow(), within(1e-12));
    assertThat(interval.lower()).isCloseTo(auc.lower().orElseThrow(), within(1e-12));
    assertThat(interval.upper()).isCloseTo(auc.upper().orElseThrow(), within(1e-12));
  }

  @Test
  void findsScoresThatAreShiftedInOneGroup() {
    // Same ranking within both groups, but group y's log-odds stand 1.5 too high.
    Random random = new Random(9);
    List<FairnessResult> results =
        Groups.results(
            new Grouping(
                List.of("a"),
                List.of(
                    new Group(Groups.value("a", "x"), model(random, 1500, 0.3, 0)),
                    new Group(Groups.value("a", "y"), model(random, 1500, 0.3, 1.5)))));
    assertThat(Groups.result(results, "auc_parity_difference").verdict())
        .isEqualTo(FairnessVerdict.WITHIN_NOISE);
    assertThat(Groups.result(results, "xauc_disparity").verdict())
        .isEqualTo(FairnessVerdict.BEYOND_NOISE);
    assertThat(Groups.result(results, "calibration_gap_difference").verdict())
        .isEqualTo(FairnessVerdict.BEYOND_NOISE);
    FairnessResult calibration = Groups.result(results, "calibration_within_groups");
    assertThat(calibration.verdict()).isEqualTo(FairnessVerdict.BEYOND_NOISE);
    assertThat(calibration.groups().get(0).pAdjusted().orElseThrow()).isGreaterThan(0.05);
    assertThat(calibration.groups().get(1).pAdjusted().orElseThrow()).isLessThan(0.001);
  }

  @Test
  void calibrationGapIsMeanScoreLessBaseRate() {
    ScoreCounts counts = ScoreCounts.empty(4096, OptionalDouble.of(0.5));
    Groups.add(counts, 60, 0.9, true);
    Groups.add(counts, 40, 0.1, false);
    Member member = Member.of(new Group(Groups.value("a", "x"), counts), 0.5, Groups.SPEC);
    Estimate gap = new CalibrationGap().estimate(member);
    // (60·0.9 + 40·0.1)/100 − 0.6 = −0.02; squares 60·0.01 + 40·0.01 = 1, and 0.25 for the floor;
    // error √((1.25/100 − 0.0004)/99); t(99) at 97.5 % is 1.984216952
    double reach = 1.984216952 * Math.sqrt((0.0125 - 0.0004) / 99);
    assertThat(gap.value()).isCloseTo(-0.02, within(1e-12));
    assertThat(gap.at(Z).lower()).isCloseTo(-0.02 - reach, within(1e-8));
    assertThat(gap.at(Z).upper()).isCloseTo(-0.02 + reach, within(1e-8));
  }

  @Test
  void studentsQuantilesAreScipys() {
    // scipy 1.10.1, t.ppf(.975, 10), t.ppf(.975, 29), t.isf(norm.sf(4), 99)
    assertThat(StudentReach.of(Z, 10)).isCloseTo(2.2281388519649385, within(2e-4));
    assertThat(StudentReach.of(Z, 29)).isCloseTo(2.045229642132703, within(3e-6));
    assertThat(StudentReach.of(4, 99)).isCloseTo(4.178450761049854, within(5e-6));
  }

  @Test
  void scoresThatAreNoProbabilitiesHaveNoCalibration() {
    ScoreCounts counts = ScoreCounts.empty(4096, OptionalDouble.of(0.5));
    Groups.add(counts, 60, 2.5, true);
    Groups.add(counts, 40, 0.1, false);
    List<FairnessResult> results =
        Groups.results(
            new Grouping(
                List.of("a"),
                List.of(
                    new Group(Groups.value("a", "x"), counts),
                    new Group(Groups.value("a", "y"), counts))));
    assertThat(Groups.result(results, "ece_difference").undefined())
        .isEqualTo(
            Optional.of("fewer than two groups have this figure: 60 scores lie outside [0, 1]"));
    assertThat(Groups.result(results, "calibration_gap_difference").value()).isEmpty();
    assertThat(Groups.result(results, "auc_parity_difference").value()).contains(0.0);
  }

  private static ScoreCounts scores(double[] negatives, double[] positives) {
    ScoreCounts counts = ScoreCounts.empty(4096, OptionalDouble.empty());
    for (double score : negatives) {
      counts.add(score, false);
    }
    for (double score : positives) {
      counts.add(score, true);
    }
    return counts;
  }

  /** Calibrated but for a shift of the log-odds. */
  private static ScoreCounts model(Random random, int rows, double prevalence, double shift) {
    ScoreCounts counts = ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.of(0.5));
    for (int row = 0; row < rows; row++) {
      boolean positive = random.nextDouble() < prevalence;
      double evidence = random.nextGaussian() + (positive ? 1.5 : 0);
      double logit = Math.log(prevalence / (1 - prevalence)) + 1.5 * evidence - 1.125 + shift;
      counts.add(1 / (1 + Math.exp(-logit)), positive);
    }
    return counts;
  }
}
