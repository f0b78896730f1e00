package dev.holdout.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.decide.CalibrationReport.Candidate;
import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import dev.holdout.stat.AdaptiveHistogram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class CrossFitTest {
  private static final AdaptiveHistogram ONE =
      GivenScores.of(new double[] {.3, .7}, new int[] {0, 1});
  private static final AdaptiveHistogram OTHER =
      GivenScores.of(new double[] {.3, .3, .7}, new int[] {0, 1, 1});

  /**
   * Isotonic of the second fold is 0.5 at 0.3 and 1 at 0.7, and errs on the first by 0.25 and 0; of
   * the first it is 0 and 1, and errs on the second by 0, 1 and 0: 1.25 of 5 rows. As they are,
   * scores err by 0.09 four times and by 0.49 once: 0.85 of 5.
   */
  @Test
  void judgesEachFoldByCalibratorsOfTheOthers() {
    CrossFit fit = CrossFit.of(List.of(ONE, OTHER));
    assertThat(fit.brier(CalibratorKind.ISOTONIC).orElseThrow()).isCloseTo(0.25, within(1e-15));
    assertThat(fit.brier(CalibratorKind.NONE).orElseThrow()).isCloseTo(0.17, within(1e-15));
    CalibrationReport report = fit.report(CalibratorKind.AUTO, CalibratorKind.ISOTONIC);
    assertThat(report.folds()).isEqualTo(2);
    assertThat(report.rows()).isEqualTo(5);
    assertThat(report.before().get("brier").value().orElseThrow()).isCloseTo(0.17, within(1e-15));
    assertThat(report.after().get("brier").value().orElseThrow()).isCloseTo(0.25, within(1e-15));
    assertThat(report.before().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Metrics.ofCalibration().stream().map(Metric::name).toList());
    assertThat(report.reliabilityBefore().bins()).hasSize(2);
  }

  /**
   * Against the scores as they are, isotonic is behind by 0.16, −0.09, −0.09, 0.51, −0.09: a mean
   * of 0.08, a standard deviation (n − 1) of 0.2624, an error of 0.1173.
   */
  @Test
  void differencesArePairedByRow() {
    CalibrationReport report =
        CrossFit.of(List.of(ONE, OTHER)).report(CalibratorKind.AUTO, CalibratorKind.NONE);
    List<Candidate> candidates = report.candidates();
    assertThat(candidates)
        .extracting(Candidate::kind)
        .containsExactly(
            CalibratorKind.NONE,
            CalibratorKind.TEMPERATURE,
            CalibratorKind.PLATT,
            CalibratorKind.BETA,
            CalibratorKind.ISOTONIC);
    assertThat(candidates.get(0).behind().value()).contains(0.0);
    Candidate isotonic = candidates.get(4);
    double mean = (0.16 - 0.09 - 0.09 + 0.51 - 0.09) / 5;
    double squares = 0.16 * 0.16 + 3 * 0.09 * 0.09 + 0.51 * 0.51 - 5 * mean * mean;
    double error = Math.sqrt(squares / 4 / 5);
    assertThat(isotonic.behind().value().orElseThrow()).isCloseTo(mean, within(1e-12));
    assertThat(isotonic.behind().lower().orElseThrow())
        .isCloseTo(mean - 1.959963984540054 * error, within(1e-12));
    assertThat(isotonic.goodEnough()).isTrue();
  }

  @Test
  void choosesTheSimplestThatFits() {
    assertThat(choice(z -> z)).isEqualTo(CalibratorKind.NONE);
    // Log-odds doubled; doubled and moved; bent at one side only; risen in one step.
    assertThat(choice(z -> z / 2)).isEqualTo(CalibratorKind.TEMPERATURE);
    assertThat(choice(z -> z / 2 - 1)).isEqualTo(CalibratorKind.PLATT);
    assertThat(choice(z -> -3 * Math.log1p(Math.exp(-z)) + 0.1 * Math.log1p(Math.exp(z)) + 1))
        .isEqualTo(CalibratorKind.BETA);
    assertThat(choice(z -> Math.abs(z) < 1 ? 0 : 2 * Math.signum(z)))
        .isEqualTo(CalibratorKind.ISOTONIC);
  }

  /** Judged on the rows that it was fitted to, isotonic would always be the best. */
  @Test
  void doesNotFallForACalibratorThatFitsNoise() {
    List<AdaptiveHistogram> folds = folds(z -> z, 40, 5, 8);
    ScoreCounts all = ScoreCounts.of(folds.stream().reduce(AdaptiveHistogram::and).orElseThrow());
    assertThat(all.calibratedBy(Isotonic.fit(all)).brier()).isLessThan(all.brier());
    CrossFit fit = CrossFit.of(folds);
    assertThat(fit.brier(CalibratorKind.ISOTONIC).orElseThrow())
        .isGreaterThan(fit.brier(CalibratorKind.NONE).orElseThrow());
    assertThat(fit.choice()).isEqualTo(CalibratorKind.NONE);
  }

  @Test
  void leavesScoresAsTheyAreWhereNothingCanBeJudged() {
    AdaptiveHistogram negatives = GivenScores.of(new double[] {.1, .2}, new int[] {0, 0});
    for (List<AdaptiveHistogram> folds : List.of(List.of(ONE), List.of(negatives, negatives))) {
      CrossFit fit = CrossFit.of(folds);
      assertThat(fit.choice()).isEqualTo(CalibratorKind.NONE);
      CalibrationReport report = fit.report(CalibratorKind.AUTO, fit.choice());
      assertThat(report.unjudged())
          .contains("no fold has rows of both classes in other folds that share none with it");
      assertThat(report.candidates()).isEmpty();
      assertThat(report.after().get("brier").undefined()).contains("no rows");
    }
    // A fold is judged if the others will do, though they would not be judged by it.
    CrossFit fit = CrossFit.of(List.of(negatives, OTHER));
    assertThat(fit.report(CalibratorKind.NONE, CalibratorKind.NONE).rows()).isEqualTo(2);
  }

  @Test
  void foldsInAnyOrderAreTheSame() {
    List<AdaptiveHistogram> folds = new ArrayList<>(folds(z -> z / 2, 500, 4, 3));
    CalibrationReport once = CrossFit.of(folds).report(CalibratorKind.BETA, CalibratorKind.BETA);
    Collections.reverse(folds);
    CalibrationReport again = CrossFit.of(folds).report(CalibratorKind.BETA, CalibratorKind.BETA);
    assertThat(again.after().get("ece").value().orElseThrow())
        .isCloseTo(once.after().get("ece").value().orElseThrow(), within(1e-12));
  }

  private static CalibratorKind choice(DoubleUnaryOperator truth) {
    return CrossFit.of(folds(truth, 20_000, 5, 17)).choice();
  }

  /** Rows whose log-odds are standard normal times 1.5, and what they should be, by fold. */
  private static List<AdaptiveHistogram> folds(
      DoubleUnaryOperator truth, int rows, int folds, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<AdaptiveHistogram> counts = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      counts.add(new AdaptiveHistogram(2, 4_096));
    }
    for (int row = 0; row < rows; row++) {
      double logOdds = 1.5 * random.nextGaussian();
      double probability = 1 / (1 + Math.exp(-truth.applyAsDouble(logOdds)));
      counts
          .get(row % folds)
          .add(1 / (1 + Math.exp(-logOdds)), random.nextDouble() < probability ? 1 : 0);
    }
    return counts;
  }
}
