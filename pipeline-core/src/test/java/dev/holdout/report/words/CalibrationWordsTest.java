package dev.holdout.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.decide.CalibrationReport;
import dev.holdout.decide.CalibrationReport.Candidate;
import dev.holdout.decide.CalibratorKind;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.evaluate.ReliabilityDiagram;
import dev.holdout.evaluate.SegmentCalibration;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CalibrationWordsTest {
  private static final Candidate NONE = behind(CalibratorKind.NONE, 0.0631, 0.0019, 0.0003);
  private static final Candidate PLATT = behind(CalibratorKind.PLATT, 0.0613, 0.0001, 0.0003);
  private static final Candidate ISOTONIC =
      new Candidate(CalibratorKind.ISOTONIC, Measure.of(0.0612), Measure.of(0));

  @Test
  void saysWhyTheSimplestWasChosen() {
    assertThat(words(CalibratorKind.AUTO, CalibratorKind.PLATT, NONE, PLATT, ISOTONIC))
        .isEqualTo(
            "Platt calibration is used, chosen by cross-fitted Brier score, 0.0613: the lowest,"
                + " isotonic’s, is lower by 0.00010 (95\u00a0% interval −0.00020 to 0.00040), which"
                + " is within noise, and this is the simplest of which that holds.");
    assertThat(words(CalibratorKind.AUTO, CalibratorKind.ISOTONIC, NONE, ISOTONIC))
        .isEqualTo(
            "Isotonic calibration is used, chosen by cross-fitted Brier score, 0.0612: no other has"
                + " a lower one; what is simpler is worse, beyond noise.");
    Candidate best = new Candidate(CalibratorKind.NONE, Measure.of(0.06), Measure.of(0));
    assertThat(words(CalibratorKind.AUTO, CalibratorKind.NONE, best))
        .isEqualTo(
            "The scores are used as they are, chosen by cross-fitted Brier score, 0.0600: no other"
                + " has a lower one.");
  }

  @Test
  void saysWhatAutomaticChoiceWouldHaveTaken() {
    assertThat(words(CalibratorKind.ISOTONIC, CalibratorKind.ISOTONIC, NONE, PLATT, ISOTONIC))
        .isEqualTo(
            "Isotonic calibration is used, as asked for; its cross-fitted Brier score is 0.0612;"
                + " automatic choice would have taken Platt with 0.0613.");
    assertThat(words(CalibratorKind.PLATT, CalibratorKind.PLATT, NONE, PLATT, ISOTONIC))
        .endsWith("0.0613, and automatic choice would have taken it too.");
  }

  @Test
  void saysWhyNothingCouldBeJudged() {
    CalibrationReport report =
        report(
            CalibratorKind.AUTO, CalibratorKind.NONE, List.of(), Optional.of("there is one fold"));
    assertThat(CalibrationWords.choice(report))
        .isEqualTo("The scores are used as they are, not cross-fitted: there is one fold.");
  }

  @Test
  void namesTheFaultsOfASegment() {
    TreeMap<String, Measure> metrics = new TreeMap<>();
    metrics.put("calibration_intercept", Measure.of(0.44, 0.21, 0.67, "wald"));
    metrics.put("calibration_slope", Measure.of(0.61, 0.4, 0.82, "wald"));
    metrics.put("ece", Measure.of(0.0312, 0.02, 0.05, "folded-normal"));
    SegmentResult segment =
        new SegmentResult(
            Map.of("region", Optional.of("South")),
            1_602,
            138,
            metrics,
            new TreeMap<>(),
            Verdict.NOT_WORSE,
            "");
    assertThat(CalibrationWords.segment(new SegmentCalibration.Off(segment, 0.00001)))
        .isEqualTo(
            "region = South: scores are too low (intercept 0.44, 0.21 to 0.67) and too extreme"
                + " (slope 0.61, 0.40 to 0.82), expected calibration error 0.0312 (adjusted p below"
                + " 0.001; 1,602\u00a0rows).");
    assertThat(CalibrationWords.segments(new SegmentCalibration(12, 0.95, List.of())))
        .isEqualTo("In none of the 12\u00a0segments tested is calibration off beyond noise.");
  }

  private static Candidate behind(CalibratorKind kind, double brier, double behind, double half) {
    return new Candidate(
        kind, Measure.of(brier), Measure.of(behind, behind - half, behind + half, "normal"));
  }

  private static String words(CalibratorKind asked, CalibratorKind chosen, Candidate... tried) {
    return CalibrationWords.choice(report(asked, chosen, List.of(tried), Optional.empty()));
  }

  private static CalibrationReport report(
      CalibratorKind asked,
      CalibratorKind chosen,
      List<Candidate> candidates,
      Optional<String> unjudged) {
    return new CalibrationReport(
        asked,
        chosen,
        0.95,
        5,
        4_000,
        candidates,
        unjudged,
        new TreeMap<>(),
        new TreeMap<>(),
        new ReliabilityDiagram(List.of()),
        new ReliabilityDiagram(List.of()));
  }
}
