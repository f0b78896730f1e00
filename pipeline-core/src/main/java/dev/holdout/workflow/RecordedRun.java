package dev.holdout.workflow;

import dev.holdout.table.Tables;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Runs the stages of one verb under a run id of their own, and tells the ledger how it went, also
 * if it failed. A run that had nothing to do is not recorded.
 *
 * @param verb for the ledger, such as {@code run} or {@code audit}
 * @param configuration the effective configuration as text, secrets masked; stored with the run
 */
record RecordedRun(
    SparkSession spark,
    StageListener listener,
    PipelineSpec spec,
    String verb,
    String configuration) {
  /** The stages. */
  @FunctionalInterface
  interface Work<T> {
    Done<T> run(RunContext context, Instant start);
  }

  /**
   * What the stages came to.
   *
   * @param outcome one sentence
   * @param report path of the report; empty when there is none
   * @param nothingNew whether an earlier run had done all of it already
   */
  record Done<T>(T result, String outcome, Optional<String> report, boolean nothingNew) {}

  <T> T of(Work<T> work) {
    Instant start = Instant.now();
    String run = TrainingRun.newRunId(start);
    Tables tables = new Tables(spark, spec.workspace(), spec.retentionDays());
    RunLedger ledger = new RunLedger(tables);
    Stages stages = new Stages(tables, spec.name(), listener);
    RunContext context = new RunContext(tables, spec, run, stages, ledger);
    try {
      Done<T> done = work.run(context, start);
      if (!done.nothingNew()) {
        ledger.record(record(run, start, done.outcome(), false, done.report()), stages.records());
      }
      return done.result();
    } catch (RuntimeException failure) {
      RuntimeException named = stages.failed(failure);
      try {
        ledger.record(
            record(run, start, String.valueOf(named.getMessage()), true, Optional.empty()),
            stages.records());
      } catch (RuntimeException second) {
        named.addSuppressed(second);
      }
      throw named;
    }
  }

  private RunLedger.RunRecord record(
      String run, Instant start, String outcome, boolean failed, Optional<String> report) {
    return new RunLedger.RunRecord(
        run,
        spec.name(),
        verb,
        start,
        TrainingRun.secondsSince(start),
        outcome,
        failed,
        report,
        configuration);
  }
}
