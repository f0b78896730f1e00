package dev.holdout.report;

import dev.holdout.audit.Finding;
import dev.holdout.audit.Finding.Severity;
import dev.holdout.contract.Ingestion;
import dev.holdout.decide.CalibratorKind;
import dev.holdout.decide.DecisionReport;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.learn.CandidateResult;
import dev.holdout.learn.CrossValidation;
import dev.holdout.measure.Measure;
import dev.holdout.registry.GateDecision;
import dev.holdout.split.SplitReport;
import dev.holdout.split.SplitSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs that try a report: hostile texts, nothing to show, far too much of it. */
final class ExtremeRuns {
  private ExtremeRuns() {}

  /** The first run with texts that would break a page, a card or a terminal. */
  static RunReport hostile() {
    String script = "<script>alert(1)</script>";
    return Report.read(
        Report.json(SampleRun.report())
            .replace("South", script + "\\u001b[31m")
            .replace(
                "collection_calls", "\\\" onmouseover=\\\"alert(2)' & <img src=x> [link](x) a|b")
            .replace("loans-2026-03.csv", "</style>" + script)
            .replace("L-0000017", "</code></li></ul>" + script + "`\\u202e")
            .replace("rows of Test that share", "rows <img src=x>")
            .replace("Centre", "\u202eשלום " + "long ".repeat(400)));
  }

  /** A run with nothing to show wherever that is possible, and an undefined metric. */
  static RunReport bare() {
    RunReport sample = SampleRun.report();
    TreeMap<String, Measure> metrics =
        new TreeMap<>(Map.of("roc_auc", Measure.undefined("no positives")));
    SegmentResult overall =
        new SegmentResult(
            Map.of(),
            10,
            0,
            metrics,
            new TreeMap<>(),
            Evaluation.Verdict.NOT_COMPARED,
            "All 10 rows, 0 of them positive.");
    return new RunReport(
        sample.pipeline(),
        sample.run(),
        sample.startedAt(),
        sample.seconds(),
        sample.code(),
        sample.environment(),
        sample.label(),
        new Ingestion(
            SampleRun.DATASET, Optional.empty(), 10, 10, 0, List.of(), List.of(), true, 2),
        new SplitReport(
            SampleRun.SPLIT,
            SplitSpec.random(0.2, 5, 42),
            0,
            10,
            0,
            0,
            0,
            List.of(),
            Optional.empty()),
        List.of(),
        new CrossValidation(
            "roc_auc",
            List.of(),
            "prior",
            "Nothing else was tried.",
            SampleRun.SPLIT,
            Optional.empty()),
        Optional.empty(),
        new DecisionReport(
            CalibratorKind.NONE,
            0.5,
            "Fixed.",
            0.25,
            Optional.of(0.25),
            List.of(),
            Optional.of(SampleCalibration.unjudged())),
        new Evaluation(
            10,
            0.5,
            overall,
            List.of(),
            new Evaluation.Curves(List.of(), List.of(), List.of()),
            List.of()),
        List.of(),
        GateDecision.uncompared(false, List.of(), Optional.empty()),
        sample.model(),
        1,
        List.of(),
        "",
        Optional.empty(),
        Optional.empty());
  }

  /** 2,000 segments, 1,000 findings, 300 candidates, and long names. */
  static RunReport large() {
    String tail = " " + "lengthy".repeat(80);
    List<SegmentResult> segments = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      segments.add(
          SampleEvaluation.compared(
              "region", Optional.of("segment " + i + tail), 900, 70, 0.8, -0.1, i % 20 == 19));
    }
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      findings.add(
          new Finding(
              "label_leak",
              Severity.HIGH,
              List.of("column" + tail),
              "Title " + i + tail,
              tail,
              tail,
              List.of(new Finding.Figure("rows" + tail, i), new Finding.Figure("audit" + tail, i)),
              Collections.nCopies(
                  Finding.MAX_EXAMPLES,
                  new Finding.Example(List.of(tail, tail), List.of(tail, tail)))));
    }
    List<CandidateResult> candidates = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      candidates.add(SampleRun.candidate("random_forest", Map.of("num_trees", (double) i), 0.8, 1));
    }
    CrossValidation search = SampleRun.crossValidation();
    return SampleRun.report(
        SampleEvaluation.evaluation(segments),
        findings,
        SampleRun.firstChampion(),
        new CrossValidation(
            "roc_auc",
            candidates,
            candidates.get(0).id(),
            search.reason(),
            search.outOfFold(),
            Optional.empty()));
  }
}
