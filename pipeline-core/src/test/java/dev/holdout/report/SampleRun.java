package dev.holdout.report;

import dev.holdout.audit.Finding;
import dev.holdout.contract.Ingestion;
import dev.holdout.decide.CalibratorKind;
import dev.holdout.decide.DecisionReport;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.learn.Candidate;
import dev.holdout.learn.CandidateResult;
import dev.holdout.learn.CrossValidation;
import dev.holdout.learn.NestedCrossValidation;
import dev.holdout.learn.Rebalancing;
import dev.holdout.lineage.Build;
import dev.holdout.lineage.StageRecord;
import dev.holdout.lineage.TableVersion;
import dev.holdout.rebalance.ClassCounts;
import dev.holdout.registry.GateDecision;
import dev.holdout.registry.ModelRecord;
import dev.holdout.split.LabelSpec;
import dev.holdout.split.SplitReport;
import dev.holdout.split.SplitSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A run as a training pipeline would report it, with something in every part. */
final class SampleRun {
  private static final Instant START = Instant.parse("2026-11-20T11:02:41Z");
  private static final Build CODE =
      new Build("0.1.0", "9ba0b81c4d2f7e6a5b3c1d0e9f8a7b6c5d4e3f2a", "4.1.0", "4.4.0", "2.13.17");
  static final TableVersion DATASET =
      new TableVersion("datasets/loans", 3, 49_964, "5e0c7a41d2b98f36a1470c3de95b2f18");
  static final TableVersion SPLIT =
      new TableVersion("splits/loans-7f3a", 0, 49_964, "c41f0b6d8e2a97530f1d6b4a8c3e5d72");

  private SampleRun() {}

  /** A first champion, with findings of every severity and one segment that is worse. */
  static RunReport report() {
    return report(SampleEvaluation.evaluation(), findings(), firstChampion(), crossValidation());
  }

  /** A challenger that did not pass. */
  static RunReport refused() {
    return report(SampleEvaluation.evaluation(), findings(), championKept(), crossValidation());
  }

  static RunReport report(
      Evaluation evaluation, List<Finding> findings, GateDecision gate, CrossValidation search) {
    return new RunReport(
        "loans",
        "20261120-110241-loans-4f1c",
        START,
        74.3,
        CODE,
        new RunReport.Environment(
            "4.1.0", "local[*]", "17.0.17+10 (Debian)", "Linux 6.1 amd64, 2 cores"),
        new LabelSpec("defaulted", "yes"),
        ingestion(),
        new SplitReport(
            SPLIT,
            SplitSpec.random(0.2, 5, 42),
            39_952,
            10_012,
            0,
            3_204,
            803,
            folds(),
            Optional.of(
                new SplitReport.Timeline(
                    "issued_on",
                    "2024-01-01",
                    "2025-12-31",
                    new SplitReport.Span(0, 1),
                    new SplitReport.Span(0.001, 1)))),
        findings,
        search,
        Optional.of(rebalancing()),
        Optional.of(decision()),
        evaluation,
        importance(),
        gate,
        model(),
        2,
        stages(),
        CONFIGURATION,
        Optional.of(SampleStudy.study()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        SampleEvaluationReport.binary().slices(),
        SampleEvaluationReport.binary().fairness());
  }

  private static Rebalancing rebalancing() {
    return new Rebalancing(
        "smote(ratio=0.5)",
        classes(36_748, 3_204),
        classes(36_748, 18_374),
        15_170,
        List.of("SMOTE-NC: 9 numbers, 4 categories."),
        2.4);
  }

  private static ClassCounts classes(long negatives, long positives) {
    return new ClassCounts(
        new TreeMap<>(
            Map.of(
                0.0,
                new ClassCounts.Count(negatives, negatives),
                1.0,
                new ClassCounts.Count(positives, positives))));
  }

  private static Ingestion ingestion() {
    return new Ingestion(
        DATASET,
        Optional.of(new TableVersion("datasets/loans_quarantine", 1, 36, "00af")),
        50_000,
        49_964,
        36,
        List.of(
            new Ingestion.ReasonCount("not_a_number", "income", 17),
            new Ingestion.ReasonCount("out_of_range", "age", 11),
            new Ingestion.ReasonCount("conflicting_key", "", 6),
            new Ingestion.ReasonCount("unreadable", "", 2)),
        List.of(
            new Ingestion.Example(
                "loans-2026-03.csv",
                Optional.of(1_204L),
                "income",
                "n/a (see file)",
                "not_a_number"),
            new Ingestion.Example(
                "loans-2026-03.csv", Optional.of(3_377L), "age", "217", "out_of_range"),
            new Ingestion.Example(
                "loans-2026-05.csv", Optional.of(88L), "", "4711;\"Smith", "unreadable"),
            new Ingestion.Example(
                "part-0003.parquet", Optional.empty(), "", "L-0048812", "conflicting_key")),
        false,
        0);
  }

  private static List<SplitReport.FoldCount> folds() {
    List<SplitReport.FoldCount> folds = new ArrayList<>();
    long[] rows = {7_991, 7_991, 7_990, 7_990, 7_990};
    long[] positives = {641, 641, 641, 641, 640};
    List<SplitReport.Span> spans = List.of(new SplitReport.Span(0, 1));
    for (int fold = 0; fold < rows.length; fold++) {
      folds.add(
          new SplitReport.FoldCount(
              fold,
              "",
              new SplitReport.Part(39_952 - rows[fold], 3_204 - positives[fold], spans),
              new SplitReport.Part(rows[fold], positives[fold], spans)));
    }
    return folds;
  }

  static List<Finding> findings() {
    return SampleFindings.all();
  }

  static GateDecision firstChampion() {
    return GateDecision.uncompared(
        true,
        List.of("There was no champion, and the model is better than the prior beyond noise."),
        Optional.empty());
  }

  private static GateDecision championKept() {
    return new GateDecision(
        false,
        List.of(
            "ROC AUC gains 0.004, but the interval of the gain reaches down to −0.003, below the"
                + " 0.000 asked for.",
            "In region = South it loses 0.041, more than the 0.020 allowed."),
        Optional.of("models/loans@2"),
        Optional.of("roc_auc"),
        Optional.of(SampleComparison.withChampion()));
  }

  static CrossValidation crossValidation() {
    List<CandidateResult> candidates = new ArrayList<>();
    candidates.add(
        candidate(
            "gradient_boosted_trees", Map.of("max_depth", 5.0, "max_iter", 60.0), 0.846, 31.2));
    candidates.add(
        candidate("random_forest", Map.of("max_depth", 10.0, "num_trees", 100.0), 0.839, 14.9));
    candidates.add(candidate("logistic_regression", Map.of("reg_param", 0.01), 0.834, 3.4));
    candidates.add(
        candidate(
            "logistic_regression", Map.of("elastic_net_param", 0.5, "reg_param", 0.1), 0.809, 3.1));
    candidates.add(candidate("prior", Map.of(), 0.5, 0.1));
    Candidate failed = Candidate.of("gradient_boosted_trees", Map.of("max_depth", 31.0));
    candidates.add(
        new CandidateResult(
            failed,
            failed.id(),
            Optional.of("max_depth is 31, but boosted trees of this kind allow at most 30"),
            new TreeMap<>(),
            0.0));
    return new CrossValidation(
        "roc_auc",
        candidates,
        candidates.get(0).id(),
        "It has the best mean ROC AUC over five folds, 0.846; the next is 0.007 behind.",
        new TableVersion("predictions/oof-4f1c", 0, 199_760, "9d2e"),
        Optional.of(nested(candidates.get(0).id())));
  }

  /** Mean 0.8449; deviations −78, 68, 32, −22 in ten-thousandths: √(12216 / 3) of them are 63.8. */
  private static NestedCrossValidation nested(String selected) {
    List<Double> aucs = List.of(0.8371, 0.8517, 0.8481, 0.8427);
    List<NestedCrossValidation.Judged> folds = new ArrayList<>();
    for (int fold = 0; fold < aucs.size(); fold++) {
      folds.add(new NestedCrossValidation.Judged(fold, selected, 4, aucs.get(fold)));
    }
    return new NestedCrossValidation(
        "roc_auc",
        folds,
        List.of(
            new NestedCrossValidation.Skipped(4, "no other fold lies within what it trains on")),
        new CandidateResult.FoldMetric(0.8449, 0.00638, aucs),
        0.846,
        0.0011);
  }

  static CandidateResult candidate(
      String family, Map<String, Double> parameters, double auc, double seconds) {
    Candidate candidate = Candidate.of(family, parameters);
    double[] offsets =
        auc == 0.5 ? new double[5] : new double[] {-0.009, 0.006, 0.002, -0.003, 0.004};
    List<Double> aucs = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    for (double offset : offsets) {
      aucs.add(auc + offset);
      losses.add(0.46 - 0.28 * (auc + offset));
    }
    TreeMap<String, CandidateResult.FoldMetric> metrics = new TreeMap<>();
    metrics.put("roc_auc", new CandidateResult.FoldMetric(auc, auc == 0.5 ? 0 : 0.00604, aucs));
    metrics.put(
        "log_loss",
        new CandidateResult.FoldMetric(0.46 - 0.28 * auc, auc == 0.5 ? 0 : 0.0017, losses));
    return new CandidateResult(candidate, candidate.id(), Optional.empty(), metrics, seconds);
  }

  private static DecisionReport decision() {
    List<DecisionReport.CurvePoint> curve = new ArrayList<>();
    for (int i = 1; i < 100; i++) {
      double t = i / 100.0;
      curve.add(
          new DecisionReport.CurvePoint(
              t, 0.43 * Math.exp(-Math.pow(Math.log(t / 0.165), 2) / 1.6)));
    }
    return new DecisionReport(
        CalibratorKind.ISOTONIC,
        0.165,
        "the threshold with the best F1 over the out-of-fold scores",
        0.0631,
        Optional.of(0.0612),
        curve,
        Optional.of(SampleDecision.evidence(curve)),
        Optional.of(SampleCalibration.report()));
  }

  private static List<RunReport.Importance> importance() {
    List<RunReport.Importance> all = new ArrayList<>();
    String[] features = {
      "debt_to_income", "interest_rate", "income", "collection_calls", "months_employed",
      "purpose=small business", "credit_lines", "age", "channel=broker", "loan_amount",
      "income (missing)", "region=South", "purpose=car", "term_months", "month",
      "channel=branch", "home=rent", "home=own", "purpose=home improvement", "region=North",
      "purpose=other", "home=mortgage", "region=West"
    };
    for (int i = 0; i < features.length; i++) {
      all.add(
          new RunReport.Importance(
              features[i], features[i].replaceFirst("[= ].*", ""), 0.21 * Math.exp(-i * 0.21)));
    }
    return all;
  }

  private static ModelRecord model() {
    TreeMap<String, String> files = new TreeMap<>(Map.of("metadata/part-00000", "ab".repeat(32)));
    return new ModelRecord(
        "loans",
        3,
        START.plusSeconds(70),
        "20261120-110241-loans-4f1c",
        DATASET,
        SPLIT,
        "7f1e0c93aa5544d0b6a1f2e3d4c5b6a8",
        "1b7e0c93aa5544d0b6a1f2e3d4c5b6a7",
        CODE,
        "gradient_boosted_trees(max_depth=5, max_iter=60)",
        0.165,
        new TreeMap<>(Map.of("roc_auc", 0.842)),
        List.of(
            new ModelRecord.Input("income", "double"), new ModelRecord.Input("region", "string")),
        files);
  }

  private static List<StageRecord> stages() {
    List<StageRecord> stages = new ArrayList<>();
    String[] names = {
      "ingest",
      "split",
      "audit",
      "preprocess",
      "cross-validate",
      "final fit",
      "decide",
      "evaluate",
      "register"
    };
    double[] seconds = {6.1, 3.2, 5.4, 4.8, 41.9, 7.2, 0.9, 3.3, 1.1};
    for (int i = 0; i < names.length; i++) {
      stages.add(
          new StageRecord(
              names[i],
              "key" + i,
              i < 2,
              START.plusSeconds(i),
              i < 2 ? 0.1 : seconds[i],
              List.of("datasets/loans@3"),
              List.of("out/" + names[i] + "@0")));
    }
    return stages;
  }

  static final String CONFIGURATION =
      """
      name: loans
      workspace: /data/holdout
      source:
        format: csv
        files: [loans-*.csv]
      label: {column: defaulted, positive: "yes"}
      split: {test_share: 0.2, folds: 5, seed: 42}
      roles: {key: [loan_id], group: [customer_id], protected: [gender, age_band]}
      evaluation:
        segments: [region, gender, age_band]
        confidence: 0.95
      """;
}
