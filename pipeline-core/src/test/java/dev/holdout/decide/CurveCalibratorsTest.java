package dev.holdout.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link Beta} and {@link Temperature}; {@link CalibratorTest} has the others. */
final class CurveCalibratorsTest {
  private static final ScoreCounts TWELVE = ScoreCounts.of(GivenScores.twelve());
  private static final double[] SEPARATED = {.1, .2, .3, .7, .8};

  /**
   * statsmodels 0.13.5: GLM(y, [ln s, −ln(1 − s), 1], Binomial()), which is what the authors'
   * package does with a logistic regression without penalty.
   */
  @Test
  void betaAgreesWithStatsmodels() {
    Beta beta = Beta.fit(TWELVE);
    assertThat(beta.a()).isCloseTo(0.52300901, within(1e-7));
    assertThat(beta.b()).isCloseTo(1.32181222, within(1e-7));
    assertThat(beta.c()).isCloseTo(-0.47127029, within(1e-7));
    assertThat(beta.calibrate(0.1)).isCloseTo(0.177077254, within(1e-8));
    assertThat(beta.calibrate(0.5)).isCloseTo(0.520592820, within(1e-8));
    assertThat(beta.calibrate(0.9)).isCloseTo(0.925339555, within(1e-8));
    assertThat(TWELVE.calibratedBy(beta).brier()).isCloseTo(0.203088795, within(1e-8));
  }

  /**
   * Without the constraint a = −1.534 and b = 2.086. statsmodels' GLM(y, [−ln(1 − s), 1]) and SciPy
   * 1.10's L-BFGS-B with bounds a, b ≥ 0 agree on what follows.
   */
  @Test
  void aNegativeParameterIsPutToZeroAndTheOthersFittedAgain() {
    double[] scores = {.05, .1, .2, .3, .4, .5, .6, .7, .8, .9, .95, .97};
    int[] labels = {1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 1};
    Beta beta = Beta.fit(ScoreCounts.of(GivenScores.of(scores, labels)));
    assertThat(beta.a()).isZero();
    assertThat(beta.b()).isCloseTo(0.78689983, within(1e-7));
    assertThat(beta.c()).isCloseTo(-0.51662653, within(1e-7));
    // Mirrored, a and b change places and c its sign.
    double[] mirroredScores = new double[12];
    int[] mirroredLabels = new int[12];
    for (int row = 0; row < 12; row++) {
      mirroredScores[row] = 1 - scores[row];
      mirroredLabels[row] = 1 - labels[row];
    }
    Beta mirrored = Beta.fit(ScoreCounts.of(GivenScores.of(mirroredScores, mirroredLabels)));
    assertThat(mirrored.a()).isCloseTo(0.78689983, within(1e-7));
    assertThat(mirrored.b()).isZero();
    assertThat(mirrored.c()).isCloseTo(0.51662653, within(1e-7));
  }

  @Test
  void betaOfInvertedScoresIsTheShareOfPositives() {
    double[] scores = {.1, .2, .3, .7, .8};
    Beta beta = Beta.fit(ScoreCounts.of(GivenScores.of(scores, new int[] {1, 1, 0, 0, 0})));
    assertThat(beta.a()).isZero();
    assertThat(beta.b()).isZero();
    assertThat(beta.calibrate(0.9)).isCloseTo(2 / 5.0, within(1e-9));
  }

  /** statsmodels: GLM(y, [logit s], Binomial()), the coefficient being 1 / temperature. */
  @Test
  void temperatureAgreesWithStatsmodels() {
    Temperature temperature = Temperature.fit(TWELVE);
    assertThat(temperature.inverse()).isCloseTo(0.86860315, within(1e-7));
    assertThat(temperature.calibrate(0.1)).isCloseTo(0.129147642, within(1e-8));
    assertThat(temperature.calibrate(0.5)).isEqualTo(0.5);
    assertThat(temperature.calibrate(0.9)).isCloseTo(0.870852358, within(1e-8));
    assertThat(TWELVE.calibratedBy(temperature).brier()).isCloseTo(0.203731590, within(1e-8));
  }

  @Test
  void temperatureBringsInvertedScoresToOneHalf() {
    Temperature inverted =
        Temperature.fit(ScoreCounts.of(GivenScores.of(SEPARATED, new int[] {1, 1, 1, 0, 0})));
    assertThat(inverted.inverse()).isZero();
    assertThat(inverted.calibrate(0.9)).isEqualTo(0.5);
  }

  @Test
  void separatedAndConstantScoresStayFinite() {
    ScoreCounts separated = ScoreCounts.of(GivenScores.of(SEPARATED, new int[] {0, 0, 0, 1, 1}));
    ScoreCounts edges =
        ScoreCounts.of(GivenScores.of(new double[] {0, 0, 1, 1}, new int[] {0, 0, 1, 1}));
    ScoreCounts constant =
        ScoreCounts.of(GivenScores.of(new double[] {.4, .4, .4, .4}, new int[] {0, 0, 0, 1}));
    for (CalibratorKind kind : List.of(CalibratorKind.BETA, CalibratorKind.TEMPERATURE)) {
      assertThat(CalibratorFitter.fit(kind, separated).calibrate(0.8)).isBetween(0.9, 1.0);
      assertThat(CalibratorFitter.fit(kind, edges).calibrate(0)).isBetween(0.0, 0.1);
      assertThat(CalibratorFitter.fit(kind, constant).calibrate(0.4)).isBetween(0.24, 0.51);
    }
    // One of four is positive; beta can say so.
    assertThat(Beta.fit(constant).calibrate(0.4)).isCloseTo(0.25, within(1e-6));
  }

  @Test
  void theyNeverFallAndStayWithinZeroAndOne() {
    for (Calibrator calibrator : List.of(Beta.fit(TWELVE), Temperature.fit(TWELVE))) {
      double before = 0;
      for (double score = -0.5; score <= 1.5; score += 1e-3) {
        double calibrated = calibrator.calibrate(score);
        assertThat(calibrated).isBetween(before, 1.0);
        before = calibrated;
      }
    }
  }

  @Test
  void refuseWhatIsNotMonotone() {
    assertThatThrownBy(() -> new Beta(-0.1, 1, 0)).hasMessage("a -0.1, b 1.0, c 0.0");
    assertThatThrownBy(() -> new Beta(0, 1, Double.NaN)).hasMessage("a 0.0, b 1.0, c NaN");
    assertThatThrownBy(() -> new Temperature(-1)).hasMessage("inverse temperature -1.0");
  }
}
