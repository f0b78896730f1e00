package dev.holdout.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.ReusableEvaluation;
import dev.holdout.evaluate.ReusableHoldout;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.report.GivenLooks;
import dev.holdout.report.Report;
import dev.holdout.report.RunReport;
import dev.holdout.report.Summary;
import java.util.List;
import org.junit.jupiter.api.Test;

class LooksTest {
  @Test
  void tellsHowOftenTestWasLookedAtAndTheLevelThatFollows() {
    // 1 − 0.05 / 4 = 0.9875
    RunReport report = GivenLooks.report(4, IntervalLevel.over(0.95, 4));
    assertThat(Looks.sentences(report))
        .startsWith(
            "This Test has been looked at 4\u00a0times, this time included; intervals are widened"
                + " accordingly: their level is 98.75\u00a0% in place of 95\u00a0%")
        .contains("1.3 times as wide", "split.seed", "evaluation.reusable_holdout");
    assertThat(Report.html(report))
        .contains("looked at 4\u00a0times", "98.75\u00a0% interval")
        .doesNotContain("95\u00a0% interval");
    assertThat(Report.modelCard(report))
        .contains("looked at 4 times", "| Metric | Value | 98.75 % interval | Method |");
    assertThat(Summary.of(report, "index.html"))
        .contains("Looked at 4 times; intervals widened accordingly, from 95 % to 98.75 %");
    assertThat(Report.read(Report.json(report))).isEqualTo(report);
    assertThat(Report.json(report)).contains("\"nominal\" : 0.95", "\"looks\" : 4");
  }

  @Test
  void saysSoWhereIntervalsAreNotCorrected() {
    RunReport report = GivenLooks.report(4, IntervalLevel.of(0.95));
    assertThat(Looks.sentences(report)).contains("do not allow for that");
    assertThat(Looks.brief(report))
        .isEqualTo("looked at 4\u00a0times; intervals not corrected for that");
  }

  @Test
  void showsAnswersOfAReusableHoldOutAndNothingElse() {
    Evaluation sample = GivenLooks.evaluation();
    ReusableHoldout.Spec spec = new ReusableHoldout.Spec(0.04, 0.002, 100);
    Evaluation told =
        new ReusableEvaluation(new ReusableHoldout(spec, "s", List.of()), spec, 0.95, "m")
            .of(sample, sample);
    RunReport report = GivenLooks.report(40, told);
    // ε = 2 · 100 / (0.002 · 10,012) = 9.99
    assertThat(Looks.sentences(report))
        .startsWith(
            "This Test has been looked at 40\u00a0times and was asked through a reusable hold-out")
        .contains(
            "threshold 0.04, noise 0.002", "no figure comes from Test", "0 of 100\u00a0answers")
        .contains("ε = 9.99");
    assertThat(Report.html(report))
        .contains("Segments of Test are withheld", "withheld: reusable hold-out", "out-of-fold")
        .doesNotContain("region = South", "bootstrap", "Decisions against truth");
    assertThat(Report.modelCard(report)).contains("Segments of Test are withheld");
    assertThat(Summary.of(report, "index.html"))
        .contains("Looked at 40 times, through the reusable hold-out");
    assertThat(Report.read(Report.json(report))).isEqualTo(report);
  }

  @Test
  void theFirstLookNeedsNoCorrection() {
    RunReport report = GivenLooks.report(1, IntervalLevel.over(0.95, 1));
    assertThat(Looks.sentences(report))
        .isEqualTo("This Test was opened once, for this evaluation.");
    assertThat(Looks.brief(report)).isEqualTo("looked at once");
  }
}
