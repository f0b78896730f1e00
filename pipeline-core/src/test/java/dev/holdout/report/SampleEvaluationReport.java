package dev.holdout.report;

import dev.holdout.classify.ClassDetail;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.Curves;
import dev.holdout.evaluate.Evaluation.Gap;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.evaluation.EvaluationResult;
import dev.holdout.evaluation.Fairness;
import dev.holdout.fairness.FairnessResult;
import dev.holdout.fairness.FairnessVerdict;
import dev.holdout.fairness.GroupResult;
import dev.holdout.lineage.Build;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Task;
import dev.holdout.regress.NumberDetail;
import dev.holdout.report.evaluation.EvaluationReport;
import dev.holdout.slice.ConfirmedSlices;
import dev.holdout.slice.ConfirmedSlices.ConfirmedSlice;
import dev.holdout.slice.FoundSlices.FoundSlice;
import dev.holdout.slice.SliceCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reports of evaluations: of two classes with everything, of several classes, of numbers. */
final class SampleEvaluationReport {
  static final EvaluationReport.Columns COLUMNS =
      new EvaluationReport.Columns(
          "defaulted",
          Optional.of("yes"),
          Optional.of("score_v3"),
          Optional.empty(),
          Optional.empty(),
          Optional.of("customer_id"),
          Optional.of("score_v2"));

  private SampleEvaluationReport() {}

  /** Two classes; fairness, slices and another model. */
  static EvaluationReport binary() {
    Evaluation evaluation = evaluation(SampleEvaluation.evaluation());
    return report(
        new EvaluationResult(
            evaluation,
            Optional.of(
                new Fairness(
                    fairness(),
                    List.of(
                        "gender: groups differ beyond noise in selection rates; the four-fifths"
                            + " rule is broken."),
                    List.of(
                        "Base rates differ between the groups of gender (7.0 % and 9.0 % positive):"
                            + " scores that are calibrated in both groups and equal error rates in"
                            + " both cannot hold together (Kleinberg, Mullainathan & Raghavan"
                            + " 2016)."))),
            Optional.of(
                new ConfirmedSlices(
                    10_012,
                    Measure.of(0.061, 0.057, 0.065, "student"),
                    0.95,
                    2,
                    List.of(
                        slice(values("region", "South", "purpose", "car"), 412, 0.0003, true),
                        slice(values("age_band", "under 25", "channel", null), 87, 0.31, false)),
                    List.of("Errors are log losses."))),
            Optional.of(SampleComparison.withBaseline())));
  }

  /** Two classes, decisions alone, nothing beside the evaluation. */
  static EvaluationReport report(Evaluation evaluation) {
    return report(EvaluationResult.of(evaluation));
  }

  private static EvaluationReport report(EvaluationResult result) {
    return new EvaluationReport(
        "predictions/2026-11.parquet",
        Instant.parse("2026-11-20T11:02:00Z"),
        new Build("0.5.0", "0123abc", "4.1.0", "4.4.0", "2.13"),
        COLUMNS,
        result);
  }

  /** So many segments of eight columns and their pairs. */
  static EvaluationReport large(int segments) {
    List<SegmentResult> all = new ArrayList<>();
    for (int at = 0; at < segments; at++) {
      SegmentResult one =
          SampleEvaluation.compared(
              "column_" + at % 8,
              Optional.of("value " + at),
              400 + at,
              60 + at % 50,
              0.75 + at % 100 / 1000.0,
              (at * 7919 % 401 - 200) / 1000.0,
              at * 7919 % 401 < 20);
      Map<String, Optional<String>> crossed = new LinkedHashMap<>(one.segment());
      if (at % 3 > 0) {
        crossed.put("other_" + at % 7, Optional.of("level " + at % 11));
      }
      all.add(
          new SegmentResult(
              crossed,
              one.rows(),
              one.positives(),
              one.metrics(),
              one.gaps(),
              one.verdict(),
              one.story()));
    }
    return report(evaluation(SampleEvaluation.evaluation(all)));
  }

  /** Three classes. */
  static EvaluationReport classes() {
    Evaluation binary = SampleEvaluation.evaluation();
    List<ClassDetail.OneClass> classes = new ArrayList<>();
    List<String> labels = List.of("NO", "<30", ">30");
    for (String label : labels) {
      SortedMap<String, Measure> metrics = new TreeMap<>();
      metrics.put("precision", Measure.of(0.61, 0.59, 0.63, "wilson"));
      metrics.put("recall", Measure.of(0.52, 0.5, 0.54, "wilson"));
      metrics.put("f1", Measure.of(0.56, 0.54, 0.58, "bootstrap"));
      metrics.put("roc_auc", Measure.of(0.66, 0.65, 0.67, "bootstrap"));
      classes.add(new ClassDetail.OneClass(label, 3_000, metrics));
    }
    return withTask(
        binary,
        Task.MULTICLASS,
        Optional.of(
            new ClassDetail(
                labels,
                List.of(
                    List.of(4_921L, 120L, 802L),
                    List.of(611L, 204L, 319L),
                    List.of(1_512L, 161L, 1_362L)),
                classes)),
        Optional.empty());
  }

  /** Predicted numbers. */
  static EvaluationReport numbers() {
    List<NumberDetail.PredictionBin> bins = new ArrayList<>();
    for (int bin = 0; bin < 15; bin++) {
      double prediction = 180_000 + 45_000 * bin + 1_500 * bin * bin;
      double actual = prediction * (1 + 0.03 * Math.sin(bin));
      bins.add(
          new NumberDetail.PredictionBin(
              prediction,
              Measure.of(actual, actual - 9_000 - 900 * bin, actual + 9_000 + 900 * bin, "normal"),
              31_000 + 4_000 * bin,
              1_441));
    }
    List<NumberDetail.Quantile> residuals = new ArrayList<>();
    double[] shares = {0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99};
    double[] values = {-310e3, -142e3, -91e3, -34e3, 2e3, 41e3, 103e3, 171e3, 402e3};
    for (int at = 0; at < shares.length; at++) {
      residuals.add(new NumberDetail.Quantile(shares[at], values[at]));
    }
    SortedMap<String, Measure> metrics = new TreeMap<>();
    metrics.put("rmse", Measure.of(128_442.7, 121_003.2, 136_881.4, "bootstrap"));
    metrics.put("mae", Measure.of(71_204.1, 69_117.8, 73_290.4, "bootstrap"));
    metrics.put("r2", Measure.of(0.871, 0.859, 0.882, "bootstrap"));
    metrics.put("bias", Measure.of(-1_203.4, -3_310.1, 903.3, "normal"));
    metrics.put("interval_coverage", Measure.of(0.896, 0.891, 0.901, "wilson"));
    SortedMap<String, Gap> gaps = new TreeMap<>();
    gaps.put(
        "rmse",
        new Gap(
            Measure.of(52_001.5, 20_113.2, 83_889.8, "mover"),
            Measure.of(1.42, 1.16, 1.7, "mover"),
            0.004,
            Verdict.WORSE));
    SegmentResult overall =
        new SegmentResult(
            Map.of(),
            21_613,
            0,
            metrics,
            new TreeMap<>(),
            Verdict.NOT_COMPARED,
            "All 21,613 rows.");
    SegmentResult segment =
        new SegmentResult(
            values("view", "4"),
            319,
            0,
            metrics,
            gaps,
            Verdict.WORSE,
            "view = 4: RMSE 178,992 against 126,990 elsewhere: the model is worse here.");
    Evaluation evaluation =
        new Evaluation(
            Task.REGRESSION,
            21_613,
            0.5,
            overall,
            List.of(segment),
            new Curves(List.of(), List.of(), List.of()),
            List.of(),
            Optional.of(IntervalLevel.of(0.95)),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new NumberDetail(bins, residuals)));
    return report(evaluation);
  }

  /** Several columns' values; null for none. */
  static Map<String, Optional<String>> values(String... pairs) {
    Map<String, Optional<String>> values = new LinkedHashMap<>();
    for (int at = 0; at < pairs.length; at += 2) {
      values.put(pairs[at], Optional.ofNullable(pairs[at + 1]));
    }
    return values;
  }

  /** The same with a level, and with curves of its worse segments. */
  private static Evaluation evaluation(Evaluation of) {
    return new Evaluation(
        of.rows(),
        of.threshold(),
        of.overall(),
        of.segments().stream().map(one -> withCurves(one, of.curves())).toList(),
        of.curves(),
        of.notes(),
        Optional.of(IntervalLevel.of(0.95)),
        Optional.empty());
  }

  private static SegmentResult withCurves(SegmentResult segment, Curves curves) {
    if (segment.verdict() != Verdict.WORSE) {
      return segment;
    }
    return new SegmentResult(
        segment.segment(),
        segment.rows(),
        segment.positives(),
        segment.metrics(),
        segment.gaps(),
        segment.verdict(),
        segment.story(),
        Optional.of(
            new Curves(
                lowered(curves.roc(), true), lowered(curves.precisionRecall(), false), List.of())));
  }

  private static List<Curves.Point> lowered(List<Curves.Point> points, boolean towardsDiagonal) {
    return points.stream()
        .map(
            point ->
                new Curves.Point(
                    point.x(), towardsDiagonal ? (point.x() + point.y()) / 2 : point.y() * 0.7))
        .toList();
  }

  private static EvaluationReport withTask(
      Evaluation of, Task task, Optional<ClassDetail> classes, Optional<NumberDetail> numbers) {
    return report(
        new Evaluation(
            task,
            of.rows(),
            of.threshold(),
            of.overall(),
            of.segments(),
            new Curves(List.of(), List.of(), List.of()),
            of.notes(),
            Optional.of(IntervalLevel.of(0.95)),
            Optional.empty(),
            classes,
            numbers));
  }

  private static ConfirmedSlice slice(
      Map<String, Optional<String>> of, long rows, double p, boolean confirmed) {
    List<SliceCondition> conditions =
        of.entrySet().stream()
            .map(
                entry ->
                    new SliceCondition(
                        entry.getKey(),
                        entry.getValue().isPresent()
                            ? SliceCondition.Form.IS
                            : SliceCondition.Form.NULL,
                        entry.getValue().stream().toList(),
                        Optional.empty(),
                        Optional.empty()))
            .toList();
    return new ConfirmedSlice(
        new FoundSlice(conditions, rows, 0.142, 1.31),
        rows,
        Measure.of(0.142, 0.118, 0.166, "student"),
        Measure.of(0.061, 0.057, 0.065, "student"),
        Measure.of(0.081, 0.05, 0.112, "mover"),
        Optional.of(p / 2),
        Optional.of(p),
        confirmed ? ConfirmedSlices.Verdict.CONFIRMED : ConfirmedSlices.Verdict.NOT_CONFIRMED,
        confirmed ? "The model errs more here." : "Not worse here beyond noise.");
  }

  private static List<FairnessResult> fairness() {
    return List.of(
        result("base_rate_difference", 0.02, FairnessVerdict.BEYOND_NOISE, 0.07, 0.09),
        result("demographic_parity_ratio", 0.72, FairnessVerdict.BEYOND_NOISE, 0.093, 0.129),
        result("equal_opportunity_difference", 0.11, FairnessVerdict.BEYOND_NOISE, 0.44, 0.55),
        result("predictive_parity_difference", 0.02, FairnessVerdict.WITHIN_NOISE, 0.32, 0.34),
        new FairnessResult(
            "auc_parity_difference",
            List.of("gender", "region"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("fewer than two groups have rows enough"),
            Optional.empty(),
            FairnessVerdict.TOO_FEW_ROWS,
            Optional.empty(),
            List.of()));
  }

  private static FairnessResult result(
      String metric, double value, FairnessVerdict verdict, double female, double male) {
    return new FairnessResult(
        metric,
        List.of("gender"),
        Optional.of(value),
        Optional.of(value - 0.06),
        Optional.of(value + 0.06),
        Optional.of("mover"),
        Optional.empty(),
        Optional.of(verdict == FairnessVerdict.BEYOND_NOISE ? 0.001 : 0.4),
        verdict,
        Optional.empty(),
        List.of(group("female", 4_902, 343, female, false), group("male", 5_110, 460, male, true)));
  }

  private static GroupResult group(
      String value, long rows, long positives, double figure, boolean reference) {
    return new GroupResult(
        values("gender", value),
        Optional.of(rows),
        Optional.of(positives),
        Optional.of(figure),
        Optional.of(figure - 0.01),
        Optional.of(figure + 0.01),
        Optional.of("wilson"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        reference,
        Optional.empty());
  }
}
