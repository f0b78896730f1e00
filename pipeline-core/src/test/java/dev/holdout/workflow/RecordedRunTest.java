package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdout.TestSession;
import dev.holdout.contract.SourceSpec;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Edge;
import dev.holdout.lineage.StageRecord;
import dev.holdout.table.Lease;
import dev.holdout.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordedRunTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path workspace;

  @Test
  void aKilledRunIsRecordedByTheNextOneWhateverItsPipeline() {
    OpenRuns open = new OpenRuns(tables());
    StageRecord split =
        new StageRecord(
            "split", "k", false, START, 1, List.of("datasets/u@0"), List.of("splits/u@0"));
    open.write(OpenRuns.Open.at("search", begun("killed", "u"), List.of(split), "u"));
    RunLedger ledger = new RunLedger(tables());
    String interrupted = "Interrupted in stage search";
    assertThat(ledger.runs())
        .extracting(RunLedger.RunRecord::run, RunLedger.RunRecord::outcome)
        .containsExactly(tuple("killed", interrupted));
    assertThat(ledger.edges())
        .containsExactly(new Edge("datasets/u@0", "splits/u@0", "split", "killed"));
    assertThat(ledger.isRecorded("killed")).isFalse();

    assertThat(run("audit", context -> "done")).isEqualTo("done");
    assertThat(ledger.isRecorded("killed")).isTrue();
    assertThat(ledger.runs())
        .extracting(RunLedger.RunRecord::outcome)
        .containsExactly(interrupted, "done");
    assertThat(ledger.runs()).extracting(RunLedger.RunRecord::failed).containsExactly(true, false);
    assertThat(ledger.edges()).hasSize(1);
    assertThat(workspace.resolve("runs/open")).isEmptyDirectory();
  }

  @Test
  void aRunKilledBetweenTheAppendsOfTheLedgerIsCompleted() {
    RunLedger.RunRecord done = begun("late", "t").ended("Promoted it", false, Optional.of("r"));
    List<StageRecord> stages =
        List.of(new StageRecord("fit", "k", false, START, 1, List.of("a@0"), List.of("b@0")));
    new RunLedger(tables()).record(done, stages);
    // As if the last two appends had not happened.
    tables().files().delete(tables().path("runs/runs"));
    tables().files().delete(tables().path("lineage/edges"));
    new OpenRuns(tables()).write(OpenRuns.Open.over(done, stages, "t"));

    run("audit", context -> "done");
    assertThat(new RunLedger(tables()).runs())
        .extracting(RunLedger.RunRecord::outcome)
        .containsExactly("Promoted it", "done");
    assertThat(new RunLedger(tables()).edges()).hasSize(1);
    assertThat(tables().readLatest("runs/stage_log").orElseThrow().count()).isEqualTo(1);
  }

  @Test
  void aRunAtWorkIsShownAndNotTakenForOver() throws Exception {
    CountDownLatch works = new CountDownLatch(1);
    CountDownLatch ends = new CountDownLatch(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<String> first =
          other.submit(
              () ->
                  run(
                      "run",
                      context ->
                          context
                              .stages()
                              .fresh(
                                  "search",
                                  List.of(),
                                  unused -> false,
                                  unused -> List.of(),
                                  () -> {
                                    works.countDown();
                                    await(ends);
                                    return "first";
                                  })));
      works.await();
      assertThat(new RunLedger(tables()).runs())
          .extracting(RunLedger.RunRecord::outcome, RunLedger.RunRecord::failed)
          .containsExactly(tuple("At work in stage search", false));
      assertThatThrownBy(() -> run("retrain", context -> "second"))
          .hasMessageStartingWith("[WORKSPACE_BUSY] Cannot work on t: found 'run' since ");
      // Scoring reads a finished model: it need not wait for a run that trains the next one.
      assertThat(run("score", context -> "scored")).isEqualTo("scored");
      ends.countDown();
      assertThat(first.get()).isEqualTo("first");
    } finally {
      ends.countDown();
      other.shutdown();
    }
    assertThat(new RunLedger(tables()).runs())
        .extracting(RunLedger.RunRecord::outcome)
        .containsExactlyInAnyOrder("first", "scored");
  }

  @Test
  void theFirstFailureIsShownAlsoWhenItCannotBeRecorded() throws IOException {
    Files.createDirectories(workspace.resolve("runs"));
    Files.writeString(workspace.resolve("runs/runs"), "a file where the ledger should be");
    assertThatThrownBy(
            () ->
                run(
                    "audit",
                    context -> {
                      throw new HoldoutException(ErrorCode.DATA_CONTRACT, "Cannot read row 7.");
                    }))
        .hasMessage("[DATA_CONTRACT] Cannot read row 7. (stage: start)")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    assertThat(new OpenRuns(tables()).now())
        .extracting(open -> open.run().outcome())
        .as("to be recorded by a later run")
        .containsExactly("[DATA_CONTRACT] Cannot read row 7. (stage: start)");
  }

  @Test
  void anErrorOfTheJvmIsRecordedLikeAnyFailure() {
    assertThatThrownBy(
            () ->
                run(
                    "split",
                    context -> {
                      throw new AssertionError("broken");
                    }))
        .hasMessage("[INTERNAL] Stage start failed: AssertionError: broken.");
    assertThat(new RunLedger(tables()).runs())
        .extracting(RunLedger.RunRecord::verb, RunLedger.RunRecord::failed)
        .containsExactly(tuple("split", true));
  }

  @Test
  void aScoringThatFailsIsRecorded() {
    SparkSession spark = TestSession.spark();
    SourceSpec source = spec().source();
    assertThatThrownBy(
            () -> new BatchScoring(spark, StageListener.SILENT).score(spec(), source, "c"))
        .hasMessageStartingWith("[CONFIGURATION] Cannot score");
    assertThat(new RunLedger(tables()).runs())
        .extracting(RunLedger.RunRecord::verb, RunLedger.RunRecord::failed)
        .containsExactly(tuple("score", true));
  }

  @Test
  void aFullDiskIsNamedWithTheWorkspaceAndTheRemedy() {
    assertThatThrownBy(
            () ->
                run(
                    "audit",
                    context -> {
                      throw new IllegalStateException(
                          "Job aborted", new IOException("No space left on device"));
                    }))
        .hasMessageStartingWith("[INTERNAL] Cannot write to " + workspace + ": the disk is full")
        .hasMessageContaining("finished stages are kept");
  }

  @Test
  void aLeaseIsGivenBackAfterAFailure() {
    assertThatThrownBy(
            () ->
                run(
                    "audit",
                    context -> {
                      throw new IllegalStateException("boom");
                    }))
        .isInstanceOf(HoldoutException.class);
    try (Lease lease = tables().leases().take("t", "run", Duration.ZERO, unused -> {})) {
      lease.check();
    }
  }

  /** What a run does. */
  private interface Work {
    String in(RunContext context);
  }

  private String run(String verb, Work work) {
    return new RecordedRun(
            TestSession.spark(), StageListener.SILENT, spec(), verb, "c", Duration.ZERO)
        .of(
            (context, start) -> {
              String result = work.in(context);
              return new RecordedRun.Done<>(result, result, Optional.empty(), false);
            });
  }

  private static RunLedger.RunRecord begun(String run, String pipeline) {
    return new RunLedger.RunRecord(
        run, pipeline, "run", START, 0, "", false, Optional.empty(), "c");
  }

  private PipelineSpec spec() {
    return SmallPipeline.spec(workspace, workspace + "/none.csv", "");
  }

  private Tables tables() {
    return new Tables(TestSession.spark(), workspace.toString(), 365);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
