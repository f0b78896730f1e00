package dev.holdout.report;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.Curves;
import dev.holdout.evaluate.Evaluation.Gap;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The evaluation of a sample run: scores of two unit normals {@code D} apart, 8 % positives; twelve
 * segments, one of them null, two with undefined figures.
 */
final class SampleEvaluation {
  private static final NormalDistribution NORMAL = new NormalDistribution();
  private static final double D = 1.42;
  private static final long ROWS = 10_012;
  private static final long POSITIVES = 803;
  private static final double CUT = 1.3;

  private SampleEvaluation() {}

  static Evaluation evaluation() {
    List<SegmentResult> segments = new ArrayList<>();
    segments.add(compared("region", Optional.of("Centre"), 3_240, 261, 0.851, 0.018, false));
    segments.add(compared("region", Optional.of("North"), 2_811, 219, 0.847, 0.011, false));
    segments.add(compared("region", Optional.of("West"), 2_020, 158, 0.849, 0.013, false));
    segments.add(compared("region", Optional.of("South"), 1_602, 138, 0.731, -0.119, true));
    segments.add(compared("region", Optional.empty(), 298, 25, 0.822, -0.021, false));
    segments.add(tooFew("region", Optional.of("Islands"), 41, 2));
    segments.add(compared("gender", Optional.of("female"), 4_902, 343, 0.839, -0.006, false));
    segments.add(compared("gender", Optional.of("male"), 5_110, 460, 0.843, 0.006, false));
    segments.add(compared("age_band", Optional.of("25–44"), 5_410, 438, 0.846, 0.009, false));
    segments.add(compared("age_band", Optional.of("45–64"), 3_371, 262, 0.838, -0.006, false));
    segments.add(compared("age_band", Optional.of("under 25"), 1_218, 103, 0.829, -0.015, false));
    segments.add(withoutPositives("age_band", Optional.of("65 and over"), 13));
    return evaluation(segments);
  }

  static Evaluation evaluation(List<SegmentResult> segments) {
    SegmentResult overall =
        new SegmentResult(
            Map.of(),
            ROWS,
            POSITIVES,
            metrics(ROWS, POSITIVES, 0.842, 0.014),
            new TreeMap<>(),
            Verdict.NOT_COMPARED,
            "All 10,012 rows, 803 of them positive.");
    return new Evaluation(
        ROWS,
        0.165,
        overall,
        segments,
        curves(),
        List.of(
            "ROC AUC and average precision are exact: 10,012 rows hold 9,871 distinct scores.",
            "Segments were compared on ROC AUC: 10 comparisons, Benjamini–Hochberg at 0.05."));
  }

  static SegmentResult compared(
      String column,
      Optional<String> value,
      long rows,
      long positives,
      double auc,
      double gap,
      boolean worse) {
    SortedMap<String, Gap> gaps = new TreeMap<>();
    double half = 1.1 / Math.sqrt((double) positives);
    gaps.put(
        "roc_auc",
        new Gap(
            Measure.of(gap, gap - half, gap + half, "delong"),
            Measure.of(1 + gap, 1 + gap - half, 1 + gap + half, "mover"),
            worse ? 0.0004 : 0.62,
            worse ? Verdict.WORSE : Verdict.NOT_WORSE));
    String name = value.orElse("(missing)");
    return new SegmentResult(
        value(column, value),
        rows,
        positives,
        metrics(rows, positives, auc, half * 0.9),
        gaps,
        worse ? Verdict.WORSE : Verdict.NOT_WORSE,
        worse
            ? "In "
                + column
                + " = "
                + name
                + " the model ranks worse than elsewhere: ROC AUC 0.731 against 0.850, beyond"
                + " noise."
            : "In "
                + column
                + " = "
                + name
                + " the model is not worse than elsewhere, beyond noise.");
  }

  private static SegmentResult tooFew(
      String column, Optional<String> value, long rows, long positives) {
    return new SegmentResult(
        value(column, value),
        rows,
        positives,
        metrics(rows, positives, 0.91, 0.085),
        new TreeMap<>(),
        Verdict.TOO_FEW_ROWS,
        "region = Islands has 41 rows, fewer than the 50 asked for: too few to judge.");
  }

  private static SegmentResult withoutPositives(String column, Optional<String> value, long rows) {
    SortedMap<String, Measure> metrics = metrics(rows, 1, 0.8, 0.1);
    for (String name : List.of("roc_auc", "average_precision", "recall")) {
      metrics.put(name, Measure.undefined("no positives in the segment"));
    }
    metrics.put("precision", Measure.undefined("no row is flagged"));
    return new SegmentResult(
        value(column, value),
        rows,
        0,
        metrics,
        new TreeMap<>(),
        Verdict.TOO_FEW_ROWS,
        "age_band = 65 and over has 13 rows and no positives: too few to judge.");
  }

  private static Map<String, Optional<String>> value(String column, Optional<String> value) {
    return Map.of(column, value);
  }

  private static SortedMap<String, Measure> metrics(
      long rows, long positives, double auc, double half) {
    double d = Math.sqrt(2) * NORMAL.inverseCumulativeProbability(auc);
    double recall = 1 - NORMAL.cumulativeProbability(CUT - d);
    double fallOut = 1 - NORMAL.cumulativeProbability(CUT);
    long negatives = rows - positives;
    long tp = Math.round(positives * recall);
    long fp = Math.round(negatives * fallOut);
    double precision = (double) tp / Math.max(1, tp + fp);
    SortedMap<String, Measure> metrics = new TreeMap<>();
    metrics.put("roc_auc", around(auc, half, "delong"));
    metrics.put("average_precision", around(0.39 + (auc - 0.842), half * 2, "bootstrap"));
    metrics.put("log_loss", around(0.2214 + (0.842 - auc) / 3, half / 2, "bootstrap"));
    metrics.put("brier", around(0.0612 + (0.842 - auc) / 5, half / 4, "bootstrap"));
    metrics.put("accuracy", around((double) (tp + negatives - fp) / rows, half / 2, "wilson"));
    metrics.put("balanced_accuracy", around((recall + 1 - fallOut) / 2, half, "bootstrap"));
    metrics.put("precision", around(precision, half * 1.5, "wilson"));
    metrics.put("recall", around((double) tp / positives, half * 2, "wilson"));
    metrics.put("specificity", around(1 - (double) fp / negatives, half / 2, "wilson"));
    metrics.put("f1", around(2 * precision * recall / (precision + recall), half, "bootstrap"));
    metrics.put("mcc", around(0.338 + (auc - 0.842), half * 1.5, "bootstrap"));
    metrics.put("ece", around(0.0087, 0.0031, "bootstrap"));
    boolean low = auc < 0.75;
    metrics.put("ece_equal_mass", around(0.0079, 0.0031, "folded-normal"));
    metrics.put("mce", around(0.061, 0.05, "simultaneous"));
    metrics.put("mce_equal_mass", around(0.031, 0.02, "simultaneous"));
    metrics.put("brier_reliability", around(low ? 0.0041 : 0.0003, 0.0004, "delta"));
    metrics.put("brier_resolution", around(0.0127, 0.0021, "delta"));
    metrics.put("brier_uncertainty", around(0.0738, 0.0022, "wilson"));
    metrics.put("brier_within_bins", Measure.of(-0.0004, -0.0009, 0.0001, "normal"));
    metrics.put(
        "calibration_slope",
        Measure.of(
            low ? 0.61 : 0.98,
            0.98 - 8 * half - (low ? 0.37 : 0),
            (low ? 0.61 : 0.98) + 8 * half,
            "wald"));
    metrics.put(
        "calibration_intercept",
        Measure.of(low ? 0.44 : 0.02, low ? 0.21 : -0.1, low ? 0.67 : 0.14, "wald"));
    metrics.put("calibration_p", Measure.of(low ? 0.0000004 : 0.41));
    metrics.put("spiegelhalter_z", Measure.of(low ? 4.2 : 0.6));
    metrics.put("spiegelhalter_p", Measure.of(low ? 0.00003 : 0.55));
    metrics.put("prevalence", around((double) positives / rows, half / 3, "wilson"));
    metrics.put("selection_rate", around((double) (tp + fp) / rows, half / 3, "wilson"));
    metrics.put("tp", Measure.of((double) tp));
    metrics.put("fp", Measure.of((double) fp));
    metrics.put("fn", Measure.of((double) (positives - tp)));
    metrics.put("tn", Measure.of((double) (negatives - fp)));
    return metrics;
  }

  private static Measure around(double value, double half, String method) {
    return Measure.of(value, Math.max(0, value - half), Math.min(1, value + half), method);
  }

  private static Curves curves() {
    List<Curves.Point> roc = new ArrayList<>();
    List<Curves.Point> precisionRecall = new ArrayList<>();
    double prior = (double) POSITIVES / ROWS;
    roc.add(new Curves.Point(0, 0));
    for (double cut = 4.5; cut >= -3.2; cut -= 0.035) {
      double fallOut = 1 - NORMAL.cumulativeProbability(cut);
      double recall = 1 - NORMAL.cumulativeProbability(cut - D);
      roc.add(new Curves.Point(fallOut, recall));
      double ragged = 1 - 0.06 * Math.abs(Math.sin(cut * 37)) * (cut > 2 ? 1 : 0.15);
      double flagged = prior * recall + (1 - prior) * fallOut;
      precisionRecall.add(new Curves.Point(recall, ragged * prior * recall / flagged));
    }
    roc.add(new Curves.Point(1, 1));
    List<Curves.ReliabilityBin> bins = new ArrayList<>();
    long[] rows = {5_921, 2_102, 918, 447, 251, 160, 98, 61, 36, 18};
    for (int i = 0; i < rows.length; i++) {
      double mean = 0.035 + i * 0.093;
      double observed = Math.min(0.97, Math.max(0.01, mean + 0.035 * Math.sin(i * 2.1)));
      double half = 1.96 * Math.sqrt(observed * (1 - observed) / rows[i]);
      bins.add(new Curves.ReliabilityBin(mean, around(observed, half, "wilson"), rows[i]));
    }
    return new Curves(roc, precisionRecall, bins);
  }
}
