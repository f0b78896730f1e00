package dev.holdout.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.rebalance.ClassCounts;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PriorCorrectionTest {
  private static ClassCounts counts(double negative, double positive) {
    return new ClassCounts(
        new TreeMap<>(
            Map.of(
                0.0,
                new ClassCounts.Count(Math.round(negative), negative),
                1.0,
                new ClassCounts.Count(Math.round(positive), positive))));
  }

  private static double corrected(double score, ClassCounts before, ClassCounts after) {
    return PriorCorrection.between(before, after)
        .orElseThrow()
        .transform(TestSession.spark().sql("SELECT " + score + "D AS _score"))
        .first()
        .getDouble(0);
  }

  /** A rank in the middle of balanced rows has the odds of the rows before. */
  @Test
  void oneHalfOfBalancedRowsIsTheShareBefore() {
    assertThat(corrected(0.5, counts(900, 100), counts(100, 100))).isCloseTo(0.1, within(1e-15));
    assertThat(corrected(0.0, counts(900, 100), counts(100, 100))).isZero();
    assertThat(corrected(1.0, counts(900, 100), counts(100, 100))).isOne();
  }

  /** Dal Pozzolo et al. 2015: β·s / (β·s − s + 1) where negatives stay at rate β = 1/9. */
  @Test
  void undersamplingAtARateIsUndone() {
    double score = 0.7;
    double beta = 1.0 / 9;
    assertThat(corrected(score, counts(900, 100), counts(100, 100)))
        .isCloseTo(beta * score / (beta * score - score + 1), within(1e-15));
  }

  /** Saerens et al. 2002, equation 2.4, for priors 0.03 and 0.4. */
  @Test
  void priorsAreExchangedAsInSaerensEtAl() {
    double score = 0.25;
    double positive = 0.03 / 0.4 * score;
    double negative = 0.97 / 0.6 * (1 - score);
    assertThat(corrected(score, counts(97, 3), counts(6, 4)))
        .isCloseTo(positive / (positive + negative), within(1e-15));
  }

  @Test
  void nothingIsCorrectedWhereSharesStay() {
    assertThat(PriorCorrection.between(counts(90, 10), counts(9, 1))).isEmpty();
  }
}
