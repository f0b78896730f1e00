package dev.holdout.report;

import dev.holdout.decide.CalibrationReport;
import dev.holdout.decide.CalibratorKind;
import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.ReliabilityDiagram;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The calibration of a sample run: raw scores whose log-odds are 1.7 times as large as they should.
 */
final class SampleCalibration {
  private static final Confidence CONFIDENCE = new Confidence(0.95, 100, 1);

  private SampleCalibration() {}

  static CalibrationReport report() {
    return report(CalibratorKind.AUTO, CalibratorKind.ISOTONIC);
  }

  static CalibrationReport report(CalibratorKind asked, CalibratorKind chosen) {
    ScoreCounts raw = counts(1.7);
    ScoreCounts calibrated = counts(chosen == CalibratorKind.NONE ? 1.7 : 1);
    return new CalibrationReport(
        asked,
        chosen,
        0.95,
        5,
        raw.rows(),
        List.of(
            candidate(CalibratorKind.NONE, 0.0631, 0.0019, 0.0003),
            candidate(CalibratorKind.TEMPERATURE, 0.0622, 0.0010, 0.0003),
            candidate(CalibratorKind.PLATT, 0.0618, 0.0006, 0.0002),
            candidate(CalibratorKind.BETA, 0.0614, 0.0002, 0.0001),
            new CalibrationReport.Candidate(
                CalibratorKind.ISOTONIC,
                Measure.of(0.0612, 0.0583, 0.0641, "log-t"),
                Measure.of(0))),
        Optional.empty(),
        figures(raw),
        figures(calibrated),
        ReliabilityDiagram.of(raw, 0.95),
        ReliabilityDiagram.of(calibrated, 0.95));
  }

  static CalibrationReport unjudged() {
    ScoreCounts none = ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.empty());
    return new CalibrationReport(
        CalibratorKind.AUTO,
        CalibratorKind.NONE,
        0.95,
        0,
        0,
        List.of(),
        Optional.of("no fold has rows of both classes in other folds that share none with it"),
        figures(none),
        figures(none),
        ReliabilityDiagram.of(none, 0.95),
        ReliabilityDiagram.of(none, 0.95));
  }

  private static CalibrationReport.Candidate candidate(
      CalibratorKind kind, double brier, double behind, double half) {
    return new CalibrationReport.Candidate(
        kind,
        Measure.of(brier, brier - 0.003, brier + 0.003, "log-t"),
        Measure.of(behind, behind - half, behind + half, "normal"));
  }

  private static ScoreCounts counts(double stretch) {
    SplittableRandom random = new SplittableRandom(4);
    ScoreCounts counts = ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.empty());
    for (int row = 0; row < 4_000; row++) {
      double logOdds = 1.2 * random.nextGaussian() - 2.6;
      boolean positive = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));
      counts.add(1 / (1 + Math.exp(-stretch * (logOdds + 2) + 2)), positive);
    }
    return counts;
  }

  private static SortedMap<String, Measure> figures(ScoreCounts counts) {
    SortedMap<String, Measure> figures = new TreeMap<>();
    Metrics.ofCalibration()
        .forEach(metric -> figures.put(metric.name(), metric.measure(counts, 0.5, CONFIDENCE)));
    return figures;
  }
}
