package dev.holdout.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.learn.CandidateResult.FoldMetric;
import dev.holdout.learn.NestedCrossValidation;
import dev.holdout.learn.NestedCrossValidation.Judged;
import dev.holdout.learn.NestedCrossValidation.Skipped;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NestedWordsTest {
  @Test
  void saysByHowMuchTheChoiceFlattersTheWinner() {
    assertThat(plain(NestedWords.figure(nested(0.70, 0.02))))
        .isEqualTo(
            "Selection itself, cross-validated: Log loss 0.72000, sd 0.01000, over 2 folds, each"
                + " judged by a candidate chosen without it. The winner's own mean over them,"
                + " 0.70000, is better by 0.02000: so much of it is owed to the choice.");
    assertThat(NestedWords.figure(nested(0.73, -0.01)))
        .endsWith("0.73000, is worse by 0.01000: the choice does not flatter it.");
    assertThat(NestedWords.figure(nested(0.72, 4e-6)))
        .endsWith("0.72000, is the same: the choice does not flatter it.");
  }

  @Test
  void namesWhatWasChosenMostOftenFirst() {
    assertThat(plain(NestedWords.choices(nested(0.7, 0.02))))
        .isEqualTo("Chosen: b in 2 folds. Fold 0 has no figure: none before it.");
  }

  private static NestedCrossValidation nested(double plain, double optimism) {
    return new NestedCrossValidation(
        "log_loss",
        List.of(new Judged(1, "b", 1, 0.71), new Judged(2, "b", 2, 0.73)),
        List.of(new Skipped(0, "none before it")),
        new FoldMetric(0.72, 0.01, List.of(0.71, 0.73)),
        plain,
        optimism);
  }

  private static String plain(String text) {
    return text.replace('\u00a0', ' ');
  }
}
