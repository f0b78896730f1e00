package dev.holdout.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.holdout.audit.Finding;
import dev.holdout.contract.Ingestion;
import dev.holdout.decide.ClassDecisionReport;
import dev.holdout.decide.DecisionReport;
import dev.holdout.decide.PredictionIntervals;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluation.Fairness;
import dev.holdout.learn.CrossValidation;
import dev.holdout.learn.Rebalancing;
import dev.holdout.lineage.Build;
import dev.holdout.lineage.StageRecord;
import dev.holdout.registry.GateDecision;
import dev.holdout.registry.ModelRecord;
import dev.holdout.slice.ConfirmedSlices;
import dev.holdout.split.LabelSpec;
import dev.holdout.split.SplitReport;
import dev.holdout.study.Study;
import dev.holdout.window.Windowing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything a training run has to tell; {@code report.json} is this record.
 *
 * @param pipeline the pipeline's name
 * @param run the run's id
 * @param startedAt when it began
 * @param seconds how long it took, up to the report
 * @param code the code that ran
 * @param environment Spark version and master, JDK, operating system
 * @param label what was predicted
 * @param ingestion what was read, accepted and quarantined
 * @param split how rows were divided
 * @param findings what the audit found, gravest first
 * @param crossValidation the candidates
 * @param rebalancing what was done to the rows of the final fit; empty if nothing was asked for
 * @param decision calibration and threshold; empty where there are not two classes
 * @param evaluation Test, overall and by segment
 * @param importance features, most important first
 * @param gate whether the model was promoted and why
 * @param model the model version
 * @param testOpenings how many times this Test has been opened, this time included
 * @param stages where the time went
 * @param configuration the effective configuration, secrets masked
 * @param study strategies of rebalancing beside each other; empty unless asked for
 * @param windows how readings became the rows, where the table is made of readings
 * @param classDecision calibration of several classes
 * @param intervals of predicted numbers
 * @param slices the worst slices that nobody named, found out of fold, judged on Test; empty unless
 *     they were looked for
 * @param fairness between the groups of protected attributes on Test, of two classes
 */
public record RunReport(
    String pipeline,
    String run,
    Instant startedAt,
    double seconds,
    Build code,
    Environment environment,
    LabelSpec label,
    Ingestion ingestion,
    SplitReport split,
    List<Finding> findings,
    CrossValidation crossValidation,
    Optional<Rebalancing> rebalancing,
    Optional<DecisionReport> decision,
    Evaluation evaluation,
    List<Importance> importance,
    GateDecision gate,
    ModelRecord model,
    long testOpenings,
    List<StageRecord> stages,
    String configuration,
    Optional<Study> study,
    Optional<Windowing> windows,
    Optional<ClassDecisionReport> classDecision,
    Optional<PredictionIntervals> intervals,
    Optional<ConfirmedSlices> slices,
    Optional<Fairness> fairness) {
  @JsonCreator
  public RunReport {
    findings = List.copyOf(findings);
    importance = List.copyOf(importance);
    stages = List.copyOf(stages);
  }

  /** That of a binary classifier. */
  public RunReport(
      String pipeline,
      String run,
      Instant startedAt,
      double seconds,
      Build code,
      Environment environment,
      LabelSpec label,
      Ingestion ingestion,
      SplitReport split,
      List<Finding> findings,
      CrossValidation crossValidation,
      Optional<Rebalancing> rebalancing,
      DecisionReport decision,
      Evaluation evaluation,
      List<Importance> importance,
      GateDecision gate,
      ModelRecord model,
      long testOpenings,
      List<StageRecord> stages,
      String configuration,
      Optional<Study> study,
      Optional<Windowing> windows) {
    this(
        pipeline,
        run,
        startedAt,
        seconds,
        code,
        environment,
        label,
        ingestion,
        split,
        findings,
        crossValidation,
        rebalancing,
        Optional.of(decision),
        evaluation,
        importance,
        gate,
        model,
        testOpenings,
        stages,
        configuration,
        study,
        windows,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Calibration and threshold of a binary classifier. */
  @JsonIgnore
  public DecisionReport binaryDecision() {
    return decision.orElseThrow();
  }

  /** Where it ran. */
  public record Environment(String spark, String master, String jdk, String os) {}

  /**
   * How much the model leans on a feature.
   *
   * @param feature the feature's name, such as {@code occupation=Sales}
   * @param column the column it was made from
   * @param weight standardised coefficient, or share of the impurity reduction
   */
  public record Importance(String feature, String column, double weight) {}
}
