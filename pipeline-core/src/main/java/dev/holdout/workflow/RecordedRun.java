package dev.holdout.workflow;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.StageRecord;
import dev.holdout.table.Holder;
import dev.holdout.table.Lease;
import dev.holdout.table.Shutdown;
import dev.holdout.table.StorageFault;
import dev.holdout.table.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Runs the stages of one verb under a run id of their own and the pipeline's lease, and records in
 * the ledger how it went, also if it failed; if it is killed, a later run does. A run that had
 * nothing to do is not recorded.
 *
 * @param verb for the ledger, such as {@code run} or {@code audit}
 * @param configuration the effective configuration as text, secrets masked; stored with the run
 * @param patience how long to wait for another run of the pipeline
 */
record RecordedRun(
    SparkSession spark,
    StageListener listener,
    PipelineSpec spec,
    String verb,
    String configuration,
    Duration patience) {
  /** Scoring has a lease of its own: it reads a finished model and writes tables of its own. */
  static final String SCORE = "score";

  /** The stages. */
  @FunctionalInterface
  interface Work<T> {
    Done<T> run(RunContext context, Instant start);
  }

  /**
   * What the stages came to.
   *
   * @param outcome one sentence
   * @param report folder of the report, relative to the workspace; empty when there is none
   * @param nothingNew whether an earlier run had done all of it already
   */
  record Done<T>(T result, String outcome, Optional<String> report, boolean nothingNew) {}

  <T> T of(Work<T> work) {
    Tables tables = new Tables(spark, spec.workspace(), spec.retentionDays());
    String name = spec.name() + (verb.equals(SCORE) ? "." + SCORE : "");
    try (Lease lease = tables.leases().take(name, verb, patience, listener::waiting)) {
      RunLedger ledger = new RunLedger(tables);
      OpenRuns open = new OpenRuns(tables);
      open.complete(ledger, name, lease);
      return run(work, tables, new Noted(open, ledger, lease, name));
    } catch (HoldoutException failure) {
      throw known(failure);
    }
  }

  /** Where the progress of this run is noted. */
  private record Noted(OpenRuns open, RunLedger ledger, Lease lease, String name) {
    void at(String stage, RunLedger.RunRecord run, List<StageRecord> stages) {
      lease.check();
      open.write(OpenRuns.Open.at(stage, run, stages, name));
    }

    void over(RunLedger.RunRecord run, List<StageRecord> stages) {
      open.write(OpenRuns.Open.over(run, stages, name));
      ledger.record(run, stages);
      open.remove(run.run());
    }
  }

  private <T> T run(Work<T> work, Tables tables, Noted noted) {
    Instant start = Instant.now();
    RunLedger.RunRecord begun =
        new RunLedger.RunRecord(
            TrainingRun.newRunId(start),
            spec.name(),
            verb,
            start,
            0,
            "",
            false,
            Optional.empty(),
            configuration);
    StageNotes notes = new StageNotes(begun, noted);
    Stages stages = new Stages(tables, spec.name(), notes);
    Done<T> done;
    try {
      notes.note("start");
      done = work.run(new RunContext(tables, spec, begun.run(), stages, noted.ledger()), start);
    } catch (Exception | Error failure) { // Spark throws checked exceptions undeclared
      throw failed(failure, stages, begun, noted);
    }
    if (done.nothingNew()) {
      noted.open().remove(begun.run());
    } else {
      noted.over(begun.ended(done.outcome(), false, done.report()), stages.records());
    }
    return done.result();
  }

  /** The failure to show; the first one, whatever goes wrong while it is recorded. */
  private RuntimeException failed(
      Throwable failure, Stages stages, RunLedger.RunRecord begun, Noted noted) {
    RuntimeException named = stages.failed(failure);
    if (Shutdown.isInProgress()) {
      return named;
    }
    RuntimeException shown = named instanceof HoldoutException known ? known(known) : named;
    try {
      noted.over(
          begun.ended(String.valueOf(shown.getMessage()), true, Optional.empty()),
          stages.records());
    } catch (Exception | Error second) {
      shown.addSuppressed(second);
    }
    return shown;
  }

  /** With the workspace, where it is the storage that failed. */
  private HoldoutException known(HoldoutException failure) {
    return failure.code() == ErrorCode.INTERNAL || failure.code() == ErrorCode.CONFIGURATION
        ? StorageFault.of(failure, spec.workspace()).orElse(failure)
        : failure;
  }

  /** Notes each stage that has work to do before it begins, and makes sure of the lease. */
  private final class StageNotes implements StageListener {
    private final RunLedger.RunRecord begun;
    private final Noted noted;
    private final List<StageRecord> finished = new ArrayList<>();

    StageNotes(RunLedger.RunRecord begun, Noted noted) {
      this.begun = begun;
      this.noted = noted;
    }

    void note(String stage) {
      noted.at(stage, begun, finished);
    }

    @Override
    public void waiting(Holder other) {
      listener.waiting(other);
    }

    @Override
    public void noted(String sentence) {
      listener.noted(sentence);
    }

    @Override
    public void started(String stage) {
      note(stage);
      listener.started(stage);
    }

    @Override
    public void finished(StageRecord stage) {
      finished.add(stage);
      noted.lease().check();
      listener.finished(stage);
    }
  }
}
