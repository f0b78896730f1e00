package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.evaluate.ReusableHoldout.Answer;
import dev.holdout.evaluate.ReusableHoldout.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReusableHoldoutTest {
  private static final Spec SPEC = new Spec(0.04, 0.004, 3);

  @Test
  void answersWithTheStandInWhereTheTwoAgree() {
    ReusableHoldout holdout = new ReusableHoldout(SPEC, "s", List.of());
    assertThat(holdout.ask("q", 0.8, 0.8, 1)).contains(new Answer("q", 0.8, false));
    assertThat(holdout.spent()).isZero();
  }

  @Test
  void answersWithTheNoisyFigureWhereTheyDiffer() {
    ReusableHoldout holdout = new ReusableHoldout(SPEC, "s", List.of());
    Answer answer = holdout.ask("q", 0.9, 0.6, 1).orElseThrow();
    assertThat(answer.heldOut()).isTrue();
    // A Laplace variate of rate 0.004 exceeds 0.06 with a chance of exp(−15).
    assertThat(answer.value()).isCloseTo(0.6, within(0.06)).isNotEqualTo(0.6);
    assertThat(holdout.spent()).isEqualTo(1);
  }

  @Test
  void repeatsItsAnswersAcrossRestartsAndSpendsNothingOnThem() {
    ReusableHoldout first = new ReusableHoldout(SPEC, "s", List.of());
    List<Answer> given = new ArrayList<>();
    for (int at = 0; at < 3; at++) {
      given.add(first.ask("q" + at, 0.9, 0.5 + at * 0.01, 1).orElseThrow());
    }
    assertThat(first.isSpent()).isTrue();
    ReusableHoldout again = new ReusableHoldout(SPEC, "s", given);
    assertThat(again.spent()).isEqualTo(3);
    assertThat(again.ask("q1", 0.9, 0.51, 1)).contains(given.get(1));
    assertThat(again.ask("new", 0.9, 0.9, 1)).isEmpty();

    ReusableHoldout anew = new ReusableHoldout(SPEC, "s", List.of());
    assertThat(anew.ask("q0", 0.9, 0.5, 1)).contains(given.get(0));
    assertThat(new ReusableHoldout(SPEC, "other secret", List.of()).ask("q0", 0.9, 0.5, 1))
        .isNotEqualTo(Optional.of(given.get(0)));
  }

  @Test
  void stretchesThresholdAndNoiseWithWhatOneRowCanMove() {
    Spec spec = new Spec(0.04, 0.0004, 100);
    // 0.1 apart is beyond 0.04 and within 5 × 0.04.
    assertThat(ask(spec, 0.8, 0.7, 1).heldOut()).isTrue();
    assertThat(ask(spec, 0.8, 0.7, 5).heldOut()).isFalse();
  }

  @Test
  void noiseIsLaplace() {
    // With a threshold far below the difference every answer is 0.5 + Lap(σ); for that, the mean
    // distance from 0.5 is σ and its median σ·ln 2.
    Spec spec = new Spec(0.04, 0.004, 4000);
    ReusableHoldout holdout = new ReusableHoldout(spec, "s", List.of());
    double[] distances = new double[4000];
    int above = 0;
    for (int at = 0; at < distances.length; at++) {
      double value = holdout.ask("q" + at, 0.9, 0.5, 1).orElseThrow().value();
      distances[at] = Math.abs(value - 0.5);
      above += value > 0.5 ? 1 : 0;
    }
    Arrays.sort(distances);
    // Standard errors: σ/√4000 = 1.6 %, and √(¼·4000) = 32 of the count.
    assertThat(Arrays.stream(distances).average().orElseThrow()).isCloseTo(0.004, within(0.0003));
    assertThat(distances[2000]).isCloseTo(0.004 * Math.log(2), within(0.0003));
    assertThat(above).isBetween(1870, 2130);
  }

  @Test
  void tellsThePrivacyOfAllAnswersTogether() {
    // 2 · 100 / (0.004 · 10,000) = 5
    assertThat(ReusableHoldout.epsilon(new Spec(0.04, 0.004, 100), 10_000))
        .isCloseTo(5, within(1e-12));
  }

  @Test
  void refusesWhatIsNoFigure() {
    ReusableHoldout holdout = new ReusableHoldout(SPEC, "s", List.of());
    assertThatThrownBy(() -> holdout.ask("q", Double.NaN, 0.5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Spec(0.04, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("noise 0.0");
  }

  /**
   * The experiment of the paper, in its size: 10,000 columns that have nothing to do with the
   * label, the analyst keeps those that agree with it both in training and by the hold-out's
   * answers, and lets the 500 strongest vote. Whoever reads the hold-out raw believes in a good
   * model; the reusable hold-out says that it is a coin.
   */
  @Test
  void staysHonestWhereReadingTheHoldOutRawDoesNot() {
    CoinColumns coins = new CoinColumns(10_000, 10_000, 7);
    CoinColumns.Claim raw = coins.claim(500, (question, training, heldOut) -> heldOut);
    Spec spec = new Spec(0.02, 0.001, 1000);
    ReusableHoldout holdout = new ReusableHoldout(spec, "s", List.of());
    CoinColumns.Claim reusable =
        coins.claim(
            500,
            (question, training, heldOut) ->
                holdout.ask(question, training, heldOut, 1).orElseThrow().value());
    assertThat(raw.fresh()).isCloseTo(0.5, within(0.02));
    assertThat(raw.believed()).isGreaterThan(0.6);
    assertThat(reusable.fresh()).isCloseTo(0.5, within(0.02));
    assertThat(reusable.believed()).isCloseTo(0.5, within(0.02));
    assertThat(holdout.spent()).isBetween(1, 999);
  }

  private static Answer ask(Spec spec, double standIn, double heldOut, double stretch) {
    return new ReusableHoldout(spec, "s", List.of())
        .ask("q", standIn, heldOut, stretch)
        .orElseThrow();
  }
}
