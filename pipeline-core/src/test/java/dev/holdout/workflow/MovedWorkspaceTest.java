package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.contract.SourceSpec;
import dev.holdout.lineage.StageRecord;
import dev.holdout.registry.Promotions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace is the same wherever it lies, and what is missing from it is made again. */
final class MovedWorkspaceTest {
  @TempDir Path folder;
  private Path workspace;

  @Test
  void isTheSameWhereverItLiesAndMakesAgainWhatWasDeleted() throws IOException {
    workspace = folder.resolve("first");
    rows();
    RunOutcome first = run();
    assertThat(first.nothingNew()).isFalse();
    assertThat(new RunLedger(SmallPipeline.tables(spec())).runs())
        .singleElement()
        .matches(run -> run.report().equals(Optional.of("reports/" + first.report().run())));

    move("moved");
    Files.setLastModifiedTime(folder.resolve("in/a.csv"), FileTime.fromMillis(1_000));
    RunOutcome moved = run();
    assertThat(moved.stages()).allMatch(StageRecord::reused);
    assertThat(moved.report()).isEqualTo(first.report());

    Path original = workspace;
    copy(original, folder.resolve("copy"));
    delete(original.resolve("datasets"));
    delete(original.resolve("models"));
    workspace = folder.resolve("copy");
    assertThat(score().scored()).isEqualTo(2);

    move("without models");
    delete(workspace.resolve("models/t/1"));
    assertThatThrownBy(this::score)
        .hasMessageStartingWith("[CORRUPT_STATE] Cannot score: models/t@1 is champion on record")
        .hasMessageContaining(workspace + "/models/t/1 is missing")
        .hasMessageContaining("run the pipeline again");
    assertThat(worked(run())).containsExactly("fit", "register");
    assertThat(new Promotions(SmallPipeline.tables(spec())).of("t")).hasSize(1);
    assertThat(score().model().version()).isEqualTo(1);

    move("without reports");
    delete(workspace.resolve("reports"));
    assertThat(worked(run())).containsExactly("report");
    assertThat(workspace.resolve("reports/" + first.report().run() + "/index.html")).exists();

    move("without tables");
    delete(workspace.resolve("splits"));
    delete(workspace.resolve("predictions"));
    delete(workspace.resolve("datasets/t_quarantine"));
    RunOutcome again = run();
    assertThat(worked(again))
        .contains("ingest", "split", "logistic_regression", "evaluate")
        .doesNotContain("fit", "register", "gate");
    assertThat(again.report().testOpenings()).isEqualTo(1);
    assertThat(again.report().model().version()).isEqualTo(1);
    assertThat(new TestLedger(SmallPipeline.tables(spec())).openings()).hasSize(1);

    move("whole");
    assertThat(worked(run())).isEmpty();
  }

  private static List<String> worked(RunOutcome outcome) {
    return outcome.stages().stream()
        .filter(stage -> !stage.reused())
        .map(StageRecord::stage)
        .toList();
  }

  private RunOutcome run() {
    return SmallPipeline.run(spec(), "name: t\nworkspace: " + workspace + "\n");
  }

  private PipelineSpec spec() {
    return SmallPipeline.spec(
        workspace,
        folder.resolve("in") + "/*.csv",
        """
        max_quarantined_share: 0.6
        split: {folds: 2}
        evaluation: {draws: 100}
        """);
  }

  private BatchScoring.Scoring score() throws IOException {
    Path file = folder.resolve("score.csv");
    Files.writeString(file, "id,x,colour\nn1,0.5,red\nn2,-3,blue\n");
    SourceSpec source = spec().source();
    return new BatchScoring(TestSession.spark(), StageListener.SILENT)
        .score(
            spec(),
            new SourceSpec(
                source.format(),
                List.of(new SourceSpec.FileSpec(file.toString(), 0)),
                Optional.empty(),
                source.csv(),
                source.missing(),
                Optional.empty()),
            "name: t");
  }

  private void rows() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder csv = new StringBuilder("id,x,colour,y\nbad,no number,red,a\n");
    for (int row = 0; row < 300; row++) {
      double x = 4 * random.nextDouble() - 2;
      boolean positive = random.nextDouble() < 1 / (1 + Math.exp(-2 * x));
      csv.append("r").append(row).append(',').append(x).append(row % 3 == 0 ? ",red," : ",blue,");
      csv.append(positive ? "a\n" : "b\n");
    }
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("in/a.csv"), csv);
  }

  private void move(String name) throws IOException {
    workspace = Files.move(workspace, folder.resolve(name));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
