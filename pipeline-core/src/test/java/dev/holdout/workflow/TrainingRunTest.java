package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.contract.SourceSpec;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.lineage.StageRecord;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.registry.Promotions;
import dev.holdout.report.RunReport;
import dev.holdout.slice.ConfirmedSlices;
import dev.holdout.table.Holder;
import dev.holdout.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of a pipeline, from a file to a promoted model and back again. */
final class TrainingRunTest {
  /** Names whose characters mean something to Hadoop, Spark or a URI. */
  private static final String WORKSPACE = "q?x[a]{b,c}* 1 %41+#ü";

  private static final String IN = "in:1";

  @TempDir Path folder;

  @Test
  void goesOnAfterEveryStageItIsStoppedAtAndThenHasNothingLeftToDo() throws IOException {
    // Every eighth row is green and has the other label, which no weight of a colour can tell.
    rows("a.csv", 0, 1000, 0.0, 8);
    PipelineSpec spec = spec("min_rows: 20, slices: true");
    List<String> stages = new ArrayList<>();
    RunOutcome outcome = null;
    while (outcome == null) {
      StopAtNewStage stop = new StopAtNewStage(stages);
      try {
        outcome = new TrainingRun(TestSession.spark(), stop).run(spec, "run", configuration(spec));
      } catch (HoldoutException expected) {
        assertThat(expected).hasRootCauseInstanceOf(StopAtNewStage.Stopped.class);
        assertThat(stop.worked).as("stages repeated on the way to %s", stages).isEqualTo(stop.due);
      }
    }
    assertThat(stages)
        .containsExactly(
            "ingest",
            "label",
            "split",
            "audit",
            "preprocess",
            "prior",
            "logistic_regression",
            "decide",
            "fit",
            "slices",
            "evaluate",
            "register",
            "gate",
            "report");
    assertThat(outcome.nothingNew()).isFalse();
    assertThat(outcome.report().ingestion().read()).isEqualTo(1002);
    assertThat(outcome.report().ingestion().quarantined()).isEqualTo(2);
    assertThat(outcome.report().model().version()).isEqualTo(1);
    assertThat(outcome.report().gate().promoted()).isTrue();
    assertThat(outcome.report().testOpenings()).isEqualTo(1);
    assertThat(outcome.report().evaluation().overall().metrics().get("roc_auc").value().orElse(0.0))
        .isGreaterThan(0.75);
    assertThat(folder.resolve(WORKSPACE + "/reports/" + outcome.report().run() + "/index.html"))
        .exists();

    ConfirmedSlices slices = outcome.report().slices().orElseThrow();
    assertThat(slices.rows()).isEqualTo(outcome.report().split().test());
    ConfirmedSlices.ConfirmedSlice worst = slices.slices().get(0);
    assertThat(worst.found().text()).isEqualTo("colour = green");
    assertThat(worst.verdict()).isEqualTo(ConfirmedSlices.Verdict.CONFIRMED);
    // Accuracy is 1 minus the mean error, since every row of Test has a decision.
    assertThat(slices.meanError().value().orElse(0.0))
        .isCloseTo(
            1
                - outcome
                    .report()
                    .evaluation()
                    .overall()
                    .metrics()
                    .get("accuracy")
                    .value()
                    .orElse(0.0),
            within(1e-12));
    assertThat(slices.notes().get(0))
        .contains("out-of-fold predictions, by 2 columns", "x, colour");

    RunOutcome again = run(spec);
    assertThat(again.nothingNew()).isTrue();
    assertThat(again.stages()).allMatch(StageRecord::reused);
    assertThat(again.report()).isEqualTo(outcome.report());

    LineageGraph lineage = new LineageGraph(new RunLedger(SmallPipeline.tables(spec)).edges());
    assertThat(lineage.upstream("reports/" + outcome.report().run()))
        .extracting(step -> step.edge().from())
        .contains("models/t@1");
    assertThat(lineage.upstream("models/t@1"))
        .extracting(step -> step.edge().from())
        .contains("splits/t@0", "datasets/t@0", "source/t");
    completesTheLedgerOfARunThatWasKilledAfterItsReport(spec, outcome.report());
  }

  private void completesTheLedgerOfARunThatWasKilledAfterItsReport(
      PipelineSpec spec, RunReport report) {
    Tables tables = SmallPipeline.tables(spec);
    for (String ledger : List.of("runs/runs", "runs/stage_log", "lineage/edges")) {
      tables.files().delete(tables.path(ledger));
    }
    RunLedger ledger = new RunLedger(tables);
    OpenRuns open = new OpenRuns(tables);
    open.write(
        OpenRuns.Open.at(
            "report",
            new RunLedger.RunRecord(
                report.run(), "t", "run", report.startedAt(), 0, "", false, Optional.empty(), ""),
            report.stages(),
            "t"));
    assertThat(ledger.runs())
        .extracting(RunLedger.RunRecord::outcome)
        .singleElement()
        .asString()
        .startsWith("Promoted models/t@1");

    open.remove(report.run());
    assertThat(run(spec).nothingNew()).isTrue();
    assertThat(ledger.isRecorded(report.run())).isTrue();
    assertThat(ledger.runs())
        .singleElement()
        .matches(run -> run.run().equals(report.run()) && !run.failed())
        .matches(run -> run.report().isPresent());
    assertThat(new LineageGraph(ledger.edges()).upstream("reports/" + report.run()))
        .extracting(step -> step.edge().from())
        .contains("models/t@1", "splits/t@0", "datasets/t@0", "source/t");
  }

  @Test
  void retrainsOnWhatIsNewComparesOnTheSameTestAndScoresWithTheChampion() throws IOException {
    rows("a.csv", 0, 300, 0.0);
    PipelineSpec spec = spec();
    RunOutcome first = run(spec);
    rows("b.csv", 300, 600, 0.0);
    RunOutcome second = run(spec);

    assertThat(second.report().ingestion().dataset().rows()).isEqualTo(600);
    assertThat(second.report().ingestion().accepted()).isEqualTo(300);
    assertThat(second.report().model().version()).isEqualTo(2);
    assertThat(second.report().gate().champion()).contains(first.report().model().reference());
    assertThat(second.report().gate().comparison().orElseThrow().rows())
        .isEqualTo(second.report().split().test());
    long champion = second.report().gate().promoted() ? 2 : 1;
    assertThat(new Promotions(SmallPipeline.tables(spec)).champion("t")).contains(champion);
    assertThat(second.report().testOpenings()).isEqualTo(2);
    // 1 − 0.05 / 2 = 0.975 for the second look, in the evaluation and at the gate
    assertThat(first.report().evaluation().level()).contains(IntervalLevel.of(0.95));
    IntervalLevel level = second.report().evaluation().level().orElseThrow();
    assertThat(level.corrected()).isCloseTo(0.975, within(1e-15));
    assertThat(level.looks()).isEqualTo(2);
    assertThat(second.report().gate().comparison().orElseThrow().level()).isEqualTo(level);

    // Another setting of the evaluation is another look.
    assertThatThrownBy(() -> run(spec("min_rows: 31, max_openings: 2")))
        .isInstanceOfSatisfying(
            HoldoutException.class, refused -> assertThat(refused.code().exitCode()).isEqualTo(66))
        .hasMessageStartingWith("[TEST_BUDGET_SPENT] Cannot open Test of datasets/t for models/t@2")
        .hasMessageContaining(first.report().run() + ", run " + second.report().run())
        .hasMessageEndingWith("(stage: evaluate)");
    RunOutcome raised = run(spec("min_rows: 31, max_openings: 3"));
    assertThat(raised.stages().stream().filter(stage -> !stage.reused()).map(StageRecord::stage))
        .as("the scores are the same, and so is what is registered")
        .containsExactly("evaluate", "gate", "report");
    assertThat(raised.report().testOpenings()).isEqualTo(3);
    champion = raised.report().gate().promoted() ? 2 : champion;

    BatchScoring.Scoring scoring = score(spec, "id,x,colour,y\nn1,0.5,red,\nn2,-3,blue,\n");
    assertThat(scoring.scored()).isEqualTo(2);
    assertThat(scoring.model().version()).isEqualTo(champion);
    BatchScoring.Scoring unlabelled = score(spec, "id,x,colour\nm1,0.5,violet\nm2,oops,blue\n");
    assertThat(unlabelled.scored()).isEqualTo(1);
    assertThat(unlabelled.input().quarantined()).isEqualTo(1);
    assertThat(SmallPipeline.tables(spec).read(unlabelled.scores()).count()).isEqualTo(3);
  }

  @Test
  void tellsAnswersAloneUnderAReusableHoldOut() throws IOException {
    rows("a.csv", 0, 300, 0.0);
    PipelineSpec patient = spec("reusable_holdout: {threshold: 0.2, noise: 0.0001}, slices: true");
    Evaluation told = run(patient).report().evaluation();
    assertThat(told.overall().metrics().get("accuracy").method()).contains("out-of-fold");
    assertThat(told.overall().metrics().get("log_loss").undefined())
        .contains("withheld: reusable hold-out");
    assertThat(told.segments()).isEmpty();
    assertThat(told.notes()).anyMatch(note -> note.startsWith("Slices that nobody named were not"));
    assertThat(told.reuse().orElseThrow().spent()).isZero();
    assertThat(
            SmallPipeline.tables(patient).readLatest("predictions/t_test").orElseThrow().columns())
        .contains("_probability")
        .doesNotContain("_label");

    // Hardly a figure is within 0.00001 of Test's; but answers once given are given again.
    PipelineSpec eager = spec("reusable_holdout: {threshold: 0.00001, noise: 0.000001, budget: 3}");
    RunOutcome second = run(eager);
    assertThat(second.report().evaluation().overall()).isEqualTo(told.overall());
    assertThat(second.report().testOpenings()).isEqualTo(2);
    rows("b.csv", 300, 600, 0.0);
    RunOutcome third = run(eager);
    assertThat(third.report().evaluation().reuse().orElseThrow().spent()).isEqualTo(3);
    assertThat(third.report().evaluation().overall().metrics().values().toString())
        .contains("thresholdout", "its budget is spent");
    assertThat(third.report().gate().reasons().toString()).contains("not paired by row");
    String settings =
        "min_rows: 31, reusable_holdout: {threshold: 0.00001, noise: 0.000001, budget: 3}";
    assertThatThrownBy(() -> run(spec(settings)))
        .hasMessageStartingWith("[TEST_BUDGET_SPENT]")
        .hasMessageContaining("raise evaluation.reusable_holdout.budget");
  }

  @Test
  void namesTheStageThatFailedAndRecordsTheRun() throws IOException {
    rows("a.csv", 0, 40, 9.0);
    PipelineSpec spec = spec();
    assertThatThrownBy(() -> run(spec))
        .isInstanceOf(HoldoutException.class)
        .hasMessageStartingWith("[DATA_INSUFFICIENT] Cannot split: ")
        .hasMessageEndingWith("(stage: split)");
    assertThat(new RunLedger(SmallPipeline.tables(spec)).runs())
        .singleElement()
        .matches(RunLedger.RunRecord::failed)
        .matches(run -> run.outcome().contains("Cannot split"));
  }

  private RunOutcome run(PipelineSpec spec) {
    return SmallPipeline.run(spec, configuration(spec));
  }

  /** Stands for the effective configuration: another one makes another report. */
  private static String configuration(PipelineSpec spec) {
    return "name: t # " + spec.openings();
  }

  private BatchScoring.Scoring score(PipelineSpec spec, String csv) throws IOException {
    Path file = Files.writeString(folder.resolve("score" + csv.length() + ".csv"), csv);
    SourceSpec source = spec.source();
    return new BatchScoring(TestSession.spark(), StageListener.SILENT)
        .score(
            spec,
            new SourceSpec(
                source.format(),
                List.of(new SourceSpec.FileSpec(file.toString(), 0)),
                Optional.empty(),
                source.csv(),
                source.missing(),
                Optional.empty()),
            "name: t");
  }

  private PipelineSpec spec() {
    return spec("correct_for_openings: true");
  }

  private PipelineSpec spec(String evaluation) {
    return SmallPipeline.spec(
        folder.resolve(WORKSPACE),
        folder.resolve(IN) + "/*.csv",
        """
        max_quarantined_share: 0.6
        split: {folds: 2}
        evaluation: {segments: [colour], draws: 100, %s}
        """
            .formatted(evaluation));
  }

  /**
   * Rows whose label follows x; a shift far up leaves one class. Two lines more break the contract
   * in a.csv.
   */
  private void rows(String file, int from, int until, double shift) throws IOException {
    rows(file, from, until, shift, until + 1);
  }

  private void rows(String file, int from, int until, double shift, int green) throws IOException {
    SplittableRandom random = new SplittableRandom(from);
    StringBuilder csv = new StringBuilder("id,x,colour,y\n");
    for (int row = from; row < until; row++) {
      double x = 4 * random.nextDouble() - 2;
      boolean positive = random.nextDouble() < 1 / (1 + Math.exp(-2 * x - shift));
      csv.append("r").append(row).append(',').append(x).append(',');
      boolean other = (row + 1) % green == 0;
      csv.append(other ? "green" : row % 3 == 0 ? "red" : "blue");
      csv.append(',').append(positive != other ? "a" : "b");
      csv.append('\n');
    }
    if (from == 0) {
      csv.append("bad1,not a number,red,a\nbad2,1\n");
    }
    Path in = Files.createDirectories(folder.resolve(IN));
    Files.writeString(in.resolve(file), csv);
  }

  /** Stops a run at the first stage that no run before has begun, as a kill would. */
  private static final class StopAtNewStage implements StageListener {
    private final List<String> known;
    private final List<String> due;
    private final List<String> worked = new ArrayList<>();

    StopAtNewStage(List<String> known) {
      this.known = known;
      this.due = known.isEmpty() ? List.of() : List.of(known.get(known.size() - 1));
    }

    static final class Stopped extends Error {
      private static final long serialVersionUID = 1L;
    }

    @Override
    public void waiting(Holder other) {}

    @Override
    public void noted(String sentence) {}

    @Override
    public void started(String stage) {
      if (!known.contains(stage)) {
        known.add(stage);
        throw new Stopped();
      }
    }

    @Override
    public void finished(StageRecord stage) {
      if (!stage.reused()) {
        worked.add(stage.stage());
      }
    }
  }
}
