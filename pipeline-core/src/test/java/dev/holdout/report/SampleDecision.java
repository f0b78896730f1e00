package dev.holdout.report;

import dev.holdout.decide.DecisionReport.CurvePoint;
import dev.holdout.decide.ThresholdEvidence;
import dev.holdout.decide.ThresholdEvidence.CurveBand;
import dev.holdout.decide.ThresholdEvidence.Mistakes;
import dev.holdout.decide.ThresholdEvidence.Review;
import dev.holdout.decide.ThresholdEvidence.Rival;
import dev.holdout.decide.ThresholdEvidence.RivalKind;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.Optional;

/** Evidence for a threshold, with something in every part. */
public final class SampleDecision {
  private SampleDecision() {}

  /** Of a threshold by F1. */
  public static ThresholdEvidence evidence(List<CurvePoint> curve) {
    return new ThresholdEvidence(
        "F1",
        false,
        Optional.empty(),
        0.95,
        39_952,
        3_204,
        0.081,
        Measure.of(0.165, 0.148, 0.187, "bootstrap"),
        Measure.of(0.4301, 0.4182, 0.4436, "bootstrap"),
        Measure.of(0.4274, 0.4139, 0.4402, "bootstrap"),
        curve.stream()
            .map(
                point ->
                    new CurveBand(
                        point.threshold(), 0.97 * point.objective(), 1.03 * point.objective()))
            .toList(),
        new Mistakes(1_804, 1_772, Optional.empty(), Optional.empty()),
        Optional.of(
            new Review(
                0.12,
                0.21,
                0.093,
                Optional.empty(),
                Optional.of(Measure.of(0.482, 0.466, 0.497, "bootstrap")),
                Optional.empty())),
        List.of(
            rival(RivalKind.NEVER, "", 0, 0.4274),
            rival(RivalKind.ALWAYS, "", 0.1485, 0.2789),
            rival(RivalKind.ONE_COLUMN, "debt_to_income at least 0.42", 0.301, 0.1264)),
        List.of());
  }

  /** Of a threshold by costs, with a rival that is as good. */
  public static ThresholdEvidence costs() {
    ThresholdEvidence sample = evidence(List.of());
    return new ThresholdEvidence(
        "Cost of a row",
        true,
        Optional.of("EUR"),
        0.95,
        sample.rows(),
        sample.positives(),
        sample.decidedPositive(),
        sample.threshold(),
        Measure.of(21.04, 20.2, 21.9, "bootstrap"),
        Measure.of(21.31, 20.4, 22.2, "bootstrap"),
        sample.band(),
        new Mistakes(1_804, 1_772, Optional.of(40.0), Optional.of(311.5)),
        Optional.of(
            new Review(
                0.12,
                0.21,
                0.093,
                Optional.of(4.0),
                Optional.empty(),
                Optional.of(Measure.of(0.52, 0.31, 0.73, "bootstrap")))),
        List.of(
            rival(RivalKind.NEVER, "", 24.98, 3.67),
            rival(RivalKind.ALWAYS, "", 36.79, 15.48),
            new Rival(
                RivalKind.ONE_COLUMN,
                "debt_to_income at least 0.42",
                true,
                Measure.of(21.2),
                Measure.of(-0.11, -0.4, 0.19, "bootstrap"))),
        List.of());
  }

  private static Rival rival(RivalKind kind, String words, double value, double gain) {
    return new Rival(
        kind,
        words,
        kind != RivalKind.ALWAYS,
        Measure.of(value),
        Measure.of(gain, 0.97 * gain, 1.03 * gain, "bootstrap"));
  }
}
