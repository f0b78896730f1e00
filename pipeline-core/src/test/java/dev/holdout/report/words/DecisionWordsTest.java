package dev.holdout.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.decide.CalibratorKind;
import dev.holdout.decide.DecisionReport;
import dev.holdout.decide.ThresholdEvidence;
import dev.holdout.report.SampleDecision;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DecisionWordsTest {
  private final DecisionWords words = words(SampleDecision.costs());

  @Test
  void saysWhatMistakesCost() {
    assertThat(plain(words.mistakes()))
        .isEqualTo(
            "Of 39,952 training rows, 1,804 are flagged wrongly and 1,772 of the 3,204 positives"
                + " are missed. A wrong flag costs 40.00 EUR. A missed positive costs 311.5 EUR on"
                + " average.");
  }

  @Test
  void saysWhatTheModelSavesAndWhereThatIsChance() {
    assertThat(words.comparisons().stream().map(DecisionWordsTest::plain))
        .containsExactly(
            "Against doing nothing the model saves 3,670 EUR for every 1,000 rows (95 % interval"
                + " 3,560 to 3,780), 146,624 EUR over these 39,952 rows.",
            "Against flagging every row the model saves 15,480 EUR for every 1,000 rows (95 %"
                + " interval 15,016 to 15,944), 618,457 EUR over these 39,952 rows. That would not"
                + " meet what is demanded of the decisions, though.",
            "Against the best rule of one column (debt_to_income at least 0.42) the model loses"
                + " 110.0 EUR for every 1,000 rows (95 % interval −190.0 to 400.0), 4,395 EUR over"
                + " these 39,952 rows. That is within chance.");
  }

  @Test
  void saysWhatAPersonDecides() {
    assertThat(words.review().stream().map(DecisionWordsTest::plain))
        .containsExactly(
            "A person decides 9.3 % of the rows: those with a score from 0.12 and below 0.21.",
            "At 4.00 EUR a review this saves 520.0 EUR for every 1,000 rows, if the person is"
                + " right.");
  }

  @Test
  void saysThatTheSameRowsFlatter() {
    assertThat(plain(words.objective()))
        .isEqualTo(
            "Cost of a row of the decisions, each fold's by a threshold that was chosen without it:"
                + " 21.31 EUR (95 % interval 20.40 to 22.20). On the very rows that the threshold"
                + " was chosen on it is 21.04 EUR, which flatters.");
    assertThat(plain(words.thresholdInterval())).isEqualTo(" (95 % interval 0.148–0.187)");
  }

  private static DecisionWords words(ThresholdEvidence evidence) {
    return DecisionWords.of(
            new DecisionReport(
                CalibratorKind.NONE,
                0.165,
                "",
                0.1,
                Optional.empty(),
                List.of(),
                Optional.of(evidence),
                Optional.empty()))
        .orElseThrow();
  }

  private static String plain(String text) {
    return text.replace('\u00a0', ' ');
  }
}
