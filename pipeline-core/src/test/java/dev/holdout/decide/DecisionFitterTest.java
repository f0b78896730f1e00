package dev.holdout.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.decide.DecisionReport.CurvePoint;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.stat.AdaptiveHistogram;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DecisionFitterTest {
  /** scikit-learn 1.2.1's fbeta_score at every distinct score: best from 0.4, 0.2 and 0.4 on. */
  @Test
  void findsTheLargestFBeta() {
    AdaptiveHistogram scores = GivenScores.twelve();
    assertBest(scores, fBeta(1), (0.35 + 0.4) / 2, 0.7692307692307692);
    assertBest(scores, fBeta(2), (0.1 + 0.2) / 2, 0.8571428571428571);
    assertBest(scores, fBeta(0.5), (0.35 + 0.4) / 2, 0.7352941176470589);
  }

  /** Counted by hand: from 0.4 on 2 false positives and 1 false negative; and so on. */
  @Test
  void findsTheLowestCost() {
    AdaptiveHistogram scores = GivenScores.twelve();
    assertBest(scores, cost(1, 1), (0.35 + 0.4) / 2, 3 / 12.0);
    assertBest(scores, cost(1, 5), (0.1 + 0.2) / 2, 5 / 12.0);
    assertBest(scores, cost(5, 1), (0.7 + 0.8) / 2, 4 / 12.0);
  }

  @Test
  void everyRowOrNoneMayBePositive() {
    AdaptiveHistogram scores = GivenScores.twelve();
    assertThat(DecisionFitter.fit(scores, cost(1, 1000)).threshold()).isBetween(0.1, 0.2);
    AdaptiveHistogram inverted = GivenScores.of(new double[] {0.1, 1.0}, new int[] {1, 0});
    assertThat(DecisionFitter.fit(inverted, cost(1, 3)).threshold()).isEqualTo(0);
    // Three false positives' worth for one: better never.
    assertThat(DecisionFitter.fit(inverted, cost(3, 1)).threshold()).isGreaterThan(1);
  }

  @Test
  void theThresholdAppliesToCalibratedScores() {
    DecisionSpec spec = DecisionSpec.of(CalibratorKind.ISOTONIC, new BestFBeta(1));
    Decision decision = DecisionFitter.fit(GivenScores.twelve(), spec);
    // Pools of 0, 0.25, 0.6 and 1: best from 0.6 on, as it is from 0.4 on without.
    assertThat(decision.threshold()).isCloseTo((0.25 + 0.6) / 2, within(1e-12));
    DecisionReport report = DecisionFitter.report(GivenScores.twelve(), spec, decision);
    assertThat(report.brierBefore()).isCloseTo(0.20520833333333333, within(1e-15));
    // One fold alone: nothing can be cross-fitted.
    assertThat(report.brierAfter()).isEmpty();
    assertThat(report.curve()).hasSize(5);
    assertThat(report.calibrator()).isEqualTo(CalibratorKind.ISOTONIC);
  }

  @Test
  void theCurveHasAtMostTwoHundredPointsAndTheBestAmongThem() {
    Random random = new Random(9);
    AdaptiveHistogram scores = new AdaptiveHistogram(2, 4096);
    for (int row = 0; row < 20_000; row++) {
      double score = random.nextDouble();
      scores.add(score, random.nextDouble() < score ? 1 : 0);
    }
    Decision decision = DecisionFitter.fit(scores, fBeta(1));
    DecisionReport report = DecisionFitter.report(scores, fBeta(1), decision);
    assertThat(report.curve()).hasSizeBetween(150, 200);
    assertThat(report.curve()).extracting(CurvePoint::threshold).isSorted();
    assertThat(report.curve())
        .filteredOn(point -> point.threshold() == decision.threshold())
        .hasSize(1);
    // Where P(positive) = s, F1 is largest where s is half of that F1 (Lipton et al. 2014).
    double best = report.curve().stream().mapToDouble(CurvePoint::objective).max().orElseThrow();
    assertThat(decision.threshold()).isCloseTo(best / 2, within(0.03));
  }

  @Test
  void aFixedThresholdIsKeptAndHasNoCurve() {
    DecisionSpec spec = DecisionSpec.of(CalibratorKind.NONE, new FixedThreshold(0.3));
    AdaptiveHistogram oneClass = GivenScores.of(new double[] {0.2, 0.4}, new int[] {0, 0});
    Decision decision = DecisionFitter.fit(oneClass, spec);
    assertThat(decision).isEqualTo(new Decision(new NoCalibration(), 0.3));
    DecisionReport report = DecisionFitter.report(oneClass, spec, decision);
    assertThat(report.rule()).isEqualTo("fixed");
    assertThat(report.curve()).isEmpty();
    // (0.04 + 0.16) / 2.
    assertThat(report.brierBefore()).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void refusesOneClassAndNoRows() {
    AdaptiveHistogram oneClass = GivenScores.of(new double[] {0.2, 0.4}, new int[] {0, 0});
    assertThatThrownBy(() -> DecisionFitter.fit(oneClass, DecisionSpec.DEFAULT))
        .isInstanceOfSatisfying(
            HoldoutException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_INSUFFICIENT))
        .hasMessageContaining("found 2 negative and 0 positive rows");
    assertThatThrownBy(
            () ->
                DecisionFitter.fit(
                    new AdaptiveHistogram(2, 4096),
                    DecisionSpec.of(CalibratorKind.NONE, new FixedThreshold(0.5))))
        .hasMessageContaining("found 0 negative and 0 positive rows");
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> DecisionFitter.fit(GivenScores.twelve(), fBeta(Double.NaN)))
        .hasMessageContaining("[CONFIGURATION] Cannot choose a threshold")
        .hasMessageContaining("found beta NaN, expected a number above 0");
    assertThatThrownBy(() -> DecisionFitter.fit(GivenScores.twelve(), cost(-1, 2)))
        .hasMessageContaining(
            "found cost -1 of a false positive and 0 of a true negative, expected the mistake to"
                + " cost more");
  }

  @Test
  void namesTheRuleInWords() {
    AdaptiveHistogram scores = GivenScores.twelve();
    assertThat(rule(scores, fBeta(1))).isEqualTo("largest F1 of the out-of-fold decisions");
    assertThat(rule(scores, cost(1, 2.5)))
        .isEqualTo(
            "lowest cost of the out-of-fold decisions, a false positive at 1 and a false negative"
                + " at 2.5");
  }

  private static String rule(AdaptiveHistogram scores, DecisionSpec spec) {
    return DecisionFitter.report(scores, spec, DecisionFitter.fit(scores, spec)).rule();
  }

  private static void assertBest(
      AdaptiveHistogram scores, DecisionSpec spec, double threshold, double objective) {
    Decision decision = DecisionFitter.fit(scores, spec);
    assertThat(decision.threshold()).isCloseTo(threshold, within(1e-15));
    assertThat(DecisionFitter.report(scores, spec, decision).curve())
        .filteredOn(point -> point.threshold() == decision.threshold())
        .singleElement()
        .satisfies(point -> assertThat(point.objective()).isCloseTo(objective, within(1e-15)));
  }

  private static DecisionSpec fBeta(double beta) {
    return DecisionSpec.of(CalibratorKind.NONE, new BestFBeta(beta));
  }

  private static DecisionSpec cost(double falsePositive, double falseNegative) {
    return DecisionSpec.of(
        CalibratorKind.NONE, new LeastCost(CostMatrix.of(falsePositive, falseNegative)));
  }
}
