package dev.holdout.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.stat.AdaptiveHistogram;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CalibratorTest {
  private static final ScoreCounts TWELVE = ScoreCounts.of(GivenScores.twelve());

  /** SciPy 1.10's BFGS on the smoothed loss; scikit-learn 1.2.1's sigmoid on the log-odds. */
  @Test
  void plattAgreesWithSciPyAndScikitLearn() {
    Platt platt = Platt.fit(TWELVE);
    assertThat(platt.a()).isCloseTo(-0.61503033, within(1e-8));
    assertThat(platt.b()).isCloseTo(-0.11089594, within(1e-8));
    assertThat(platt.calibrate(0.1)).isCloseTo(0.22435523, within(1e-7));
    assertThat(platt.calibrate(0.5)).isCloseTo(0.52769561, within(1e-7));
    assertThat(platt.calibrate(0.9)).isCloseTo(0.81187747, within(1e-7));
    assertThat(TWELVE.calibratedBy(platt).brier()).isCloseTo(0.20449313, within(1e-7));
  }

  @Test
  void plattLeavesCalibratedScoresAsTheyAre() {
    // Of 1,000 rows with score s, 1,000·s are positive.
    double[] scores = new double[9_000];
    int[] labels = new int[9_000];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = (1 + row / 1_000) / 10.0;
      labels[row] = row % 1_000 < Math.round(1_000 * scores[row]) ? 1 : 0;
    }
    Platt platt = Platt.fit(ScoreCounts.of(GivenScores.of(scores, labels)));
    assertThat(platt.a()).isCloseTo(-1, within(1e-3));
    assertThat(platt.b()).isCloseTo(0, within(1e-3));
    assertThat(platt.calibrate(0.3)).isCloseTo(0.3, within(1e-3));
  }

  @Test
  void plattStaysFiniteOnSeparatedScoresAndConstantOnInvertedOnes() {
    double[] scores = {0, 0, 0, 1, 1};
    Platt separated = Platt.fit(ScoreCounts.of(GivenScores.of(scores, new int[] {0, 0, 0, 1, 1})));
    // The smoothed targets: 1 / (3 + 2) and (2 + 1) / (2 + 2).
    assertThat(separated.calibrate(0)).isCloseTo(0.2, within(1e-9));
    assertThat(separated.calibrate(1)).isCloseTo(0.75, within(1e-9));
    Platt inverted = Platt.fit(ScoreCounts.of(GivenScores.of(scores, new int[] {1, 1, 0, 0, 0})));
    // Two of 3/4 and three of 1/5: a mean of 0.42.
    assertThat(inverted.calibrate(0.0)).isCloseTo(0.42, within(1e-12));
    assertThat(inverted.calibrate(0.9)).isCloseTo(0.42, within(1e-12));
  }

  /** scikit-learn 1.2.1's IsotonicRegression(out_of_bounds="clip"). */
  @Test
  void isotonicAgreesWithScikitLearn() {
    Isotonic isotonic = Isotonic.fit(TWELVE);
    double[] scores = {.05, .1, .2, .35, .45, .5, .7, .75, .8, .95};
    double[] expected = {0, 0, .25, .25, .6, .6, .6, .8, 1, 1};
    for (int i = 0; i < scores.length; i++) {
      assertThat(isotonic.calibrate(scores[i])).isCloseTo(expected[i], within(1e-12));
    }
    // Half-way between the pools that end at 0.35 (0.25) and begin at 0.4 (0.6).
    assertThat(isotonic.calibrate(0.375)).isCloseTo(0.425, within(1e-12));
    assertThat(isotonic.points()).hasSize(7);
    assertThat(TWELVE.calibratedBy(isotonic).brier()).isCloseTo(0.1625, within(1e-12));
  }

  @Test
  void allNeverFallAndStayWithinZeroAndOne() {
    Random random = new Random(5);
    double[] scores = random.doubles(3_000).toArray();
    int[] labels =
        Arrays.stream(scores).mapToInt(s -> random.nextDouble() < s * s ? 1 : 0).toArray();
    ScoreCounts counts = ScoreCounts.of(GivenScores.of(scores, labels));
    for (Calibrator calibrator :
        List.of(new NoCalibration(), Platt.fit(counts), Isotonic.fit(counts))) {
      double before = 0;
      for (double score = -0.5; score <= 1.5; score += 1e-4) {
        double calibrated = calibrator.calibrate(score);
        assertThat(calibrated).isBetween(before, 1.0);
        before = calibrated;
      }
    }
  }

  @Test
  void refusesWhatIsNotMonotone() {
    assertThatThrownBy(() -> new Platt(0.1, 0)).hasMessage("a 0.1, b 0.0");
    assertThatThrownBy(
            () -> new Isotonic(List.of(new Isotonic.Point(0, 0.5), new Isotonic.Point(1, 0.4))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ScoreCounts.of(new AdaptiveHistogram(1, 4096)))
        .hasMessage("1 channels, expected 2");
  }
}
