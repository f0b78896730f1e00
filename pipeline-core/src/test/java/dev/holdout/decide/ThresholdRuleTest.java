package dev.holdout.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import dev.holdout.stat.AdaptiveHistogram;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Figures of the twelve scores are scikit-learn 1.2.1's matthews_corrcoef, recall_score and
 * precision_score of the decisions at every distinct score, and roc_curve's.
 */
final class ThresholdRuleTest {
  private static final AdaptiveHistogram TWELVE = GivenScores.twelve();
  private static final AdaptiveHistogram EQUAL =
      GivenScores.of(new double[] {.3, .3, .3, .3}, new int[] {0, 1, 0, 1});

  private static final List<ThresholdRule> ALL =
      List.of(
          new FixedThreshold(0.5),
          new BestFBeta(1),
          new BestMcc(),
          new BestYouden(),
          new RecallAtLeast(0.8),
          new PrecisionAtLeast(0.6),
          new TopShare(0.3),
          new LeastCost(CostMatrix.of(1, 5)));

  @Test
  void largestMatthewsCorrelation() {
    assertChosen(new BestMcc(), from(.35, .4), 0.50709255283711);
  }

  @Test
  void largestYoudensJ() {
    assertChosen(new BestYouden(), from(.35, .4), 0.5);
  }

  /** From 0.4 on 5 of 6 positives are found with precision 5/7; all 6 only with 6/11. */
  @Test
  void bestPrecisionAmongThoseThatFindEnough() {
    assertChosen(new RecallAtLeast(0.8), from(.35, .4), 5 / 7.0);
    assertChosen(new RecallAtLeast(5 / 6.0), from(.35, .4), 5 / 7.0);
    assertChosen(new RecallAtLeast(0.84), from(.1, .2), 6 / 11.0);
    assertChosen(new RecallAtLeast(1), from(.1, .2), 6 / 11.0);
    // Precision 1 from 0.8 and from 0.9 on: the higher one, which still finds one of six.
    assertChosen(new RecallAtLeast(0.1), from(.8, .9), 1);
  }

  @Test
  void mostFoundWhileEnoughOfItIsRight() {
    assertChosen(new PrecisionAtLeast(0.7), from(.35, .4), 5 / 6.0);
    assertChosen(new PrecisionAtLeast(0.75), from(.5, .6), 0.5);
    assertChosen(new PrecisionAtLeast(1), from(.7, .8), 2 / 6.0);
    assertChosen(new PrecisionAtLeast(0.5), from(.1, .2), 1);
  }

  @Test
  void saysWhichPrecisionCouldBeReached() {
    AdaptiveHistogram inverted =
        GivenScores.of(new double[] {.1, .2, .3, .9}, new int[] {1, 1, 0, 0});
    assertThatThrownBy(() -> fit(inverted, new PrecisionAtLeast(0.9)))
        .isInstanceOfSatisfying(
            HoldoutException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_INSUFFICIENT))
        .hasMessage(
            "[DATA_INSUFFICIENT] Cannot choose a threshold with the most positives found while at"
                + " least 90 % of the positive decisions out of fold are right: found a precision"
                + " of at most 50 % at any threshold (2 of 4 rows), expected at least 90 %. Ask"
                + " for less, or give the model better features.");
  }

  /** Ties stay together: 4 of 12 rows from 0.6 on, 6 from 0.5 on. */
  @Test
  void noMoreRowsThanTheCapacity() {
    assertChosen(new TopShare(0.5), from(.4, .5), 4 / 6.0);
    assertChosen(new TopShare(0.49), from(.5, .6), 0.5);
    assertChosen(new TopShare(0.05), from(.9, 1), 0);
    assertChosen(new TopShare(1), 0, 1);
    assertThat(fit(EQUAL, new TopShare(0.9)).threshold()).isGreaterThan(.3);
  }

  /** Counted by hand: from 0.4 on 2 false positives, 1 false negative, 5 and 4 right. */
  @Test
  void rightDecisionsMayCostOrPayToo() {
    CostMatrix pays =
        new CostMatrix(Cost.of(2), Cost.of(1), Cost.of(-3), Cost.of(0.5), Optional.of("EUR"));
    assertThat(pays.of(Outcome.of(5, 2, 1, 4))).isEqualTo(2 * 2 + 1 - 3 * 5 + 0.5 * 4);
    // From 0.2 on: 5 false positives at 2, 6 true positives at −3, one true negative at 0.5: −7.5;
    // from 0.4 on: −8.
    assertChosen(new LeastCost(pays), from(.35, .4), -8 / 12.0);
    assertThat(new LeastCost(pays).words())
        .endsWith(
            "a false positive at 2, a false negative at 1, a true positive at -3 and a true"
                + " negative at 0.5");
  }

  @Test
  void equalScoresHaveNoBestCorrelationAndAStatedFallbackElsewhere() {
    assertThatThrownBy(() -> fit(EQUAL, new BestMcc()))
        .hasMessageContaining("found one score for all 4 rows, expected at least two.");
    // All rows positive, or none where that is as good.
    assertThat(fit(EQUAL, new BestFBeta(1)).threshold()).isEqualTo(0);
    assertThat(fit(EQUAL, new BestYouden()).threshold()).isGreaterThan(.3);
    assertThat(fit(EQUAL, new RecallAtLeast(0.1)).threshold()).isEqualTo(0);
  }

  @Test
  void twoRowsSuffice() {
    AdaptiveHistogram two = GivenScores.of(new double[] {.2, .6}, new int[] {0, 1});
    for (ThresholdRule rule : ALL) {
      assertThat(fit(two, rule).threshold()).as(rule.words()).isNotNegative();
    }
  }

  @Test
  void oneClassIsRefusedWhereTheRuleNeedsBoth() {
    AdaptiveHistogram negatives = GivenScores.of(new double[] {.2, .4}, new int[] {0, 0});
    for (ThresholdRule rule : ALL) {
      if (rule.needsBothClasses()) {
        assertThatThrownBy(() -> fit(negatives, rule))
            .as(rule.words())
            .hasMessageContaining("found 2 negative and 0 positive rows");
      }
    }
  }

  @Test
  void everyRuleIsToldApartInJson() {
    TreeSet<String> digests = new TreeSet<>();
    for (ThresholdRule rule : ALL) {
      DecisionSpec spec = DecisionSpec.of(CalibratorKind.NONE, rule);
      digests.add(Json.digest(spec));
      assertThat(Json.read(Json.canonical(spec), DecisionSpec.class)).isEqualTo(spec);
    }
    assertThat(digests).hasSameSizeAs(ALL);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    for (ThresholdRule wrong :
        List.of(
            new FixedThreshold(1.1),
            new BestFBeta(0),
            new RecallAtLeast(Double.NaN),
            new PrecisionAtLeast(0),
            new TopShare(1.5),
            new LeastCost(CostMatrix.of(0, 1)))) {
      assertThatThrownBy(() -> fit(TWELVE, wrong))
          .hasMessageStartingWith("[CONFIGURATION] Cannot choose a threshold (1 problem)");
    }
  }

  private static double from(double below, double above) {
    return below + (above - below) / 2;
  }

  private static Decision fit(AdaptiveHistogram scores, ThresholdRule rule) {
    return DecisionFitter.fit(scores, DecisionSpec.of(CalibratorKind.NONE, rule));
  }

  private static void assertChosen(ThresholdRule rule, double threshold, double objective) {
    assertThat(fit(TWELVE, rule).threshold()).isCloseTo(threshold, within(1e-15));
    ThresholdSearch search = new ThresholdSearch(DecisionCounts.of(TWELVE), rule);
    assertThat(rule.value(search.outcome(search.best()))).isCloseTo(objective, within(1e-14));
  }
}
