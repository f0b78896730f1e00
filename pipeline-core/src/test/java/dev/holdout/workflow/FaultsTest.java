package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.fault.Fault;
import dev.holdout.registry.ModelRecord;
import dev.holdout.registry.ModelStore;
import dev.holdout.registry.Promotions;
import dev.holdout.workflow.RunLedger.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills and full disks at every kind of file and commit of the verbs that write: asked for by the
 * environment variable {@code HOLDOUT_FAULTS=kinds}. With {@code all} it stops at every single
 * operation instead, which takes an hour.
 */
@EnabledIfEnvironmentVariable(named = "HOLDOUT_FAULTS", matches = "kinds|all")
final class FaultsTest {
  private static final boolean ALL = "all".equals(System.getenv("HOLDOUT_FAULTS"));

  /** Moments before a commit: of a table, of a file written whole, of a part of a model. */
  private static final Pattern COMMIT =
      Pattern.compile(
          "RENAME .*_delta_log/\\d+\\.json|DELETE .*/\\.(?!0)[^/]*\\.(json|html|md)\\.crc"
              + "|DELETE .*/\\.[^/]*RANDOM|CREATE models/.*/1_[^/]*/data/_SUCCESS"
              + "|WRITE datasets/t/part-[^/]*");

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{16,}");

  @TempDir Path folder;

  @Test
  void whateverStopsAVerbItCompletesAfterwardsWithNothingLostOrDoubled() throws IOException {
    try (FaultyWorkspace undisturbed = new FaultyWorkspace(make("undisturbed"));
        FaultyWorkspace stopped = new FaultyWorkspace(make("stopped"))) {
      undisturbed.run("run");
      undisturbed.addRows("b.csv", 300, 400);
      undisturbed.run("retrain");
      undisturbed.score();
      undisturbed.evaluate();

      stop(stopped, () -> stopped.run("run"));
      stopped.addRows("b.csv", 300, 400);
      stop(stopped, () -> stopped.run("retrain"));
      stop(stopped, stopped::score);
      stop(stopped, stopped::evaluate);

      assertThat(stopped.stops()).hasSizeGreaterThan(20);
      assertThat(stopped.tableRows())
          .as("rows of every table, after %s", stopped.stops())
          .isEqualTo(undisturbed.tableRows());
      assertThat(runs(stopped)).isEqualTo(runs(undisturbed));
      for (FaultyWorkspace each : List.of(undisturbed, stopped)) {
        ModelStore models = new ModelStore(each.tables());
        assertThat(models.records("t")).extracting(ModelRecord::version).containsExactly(1L, 2L);
        assertThat(each.names("ws/models/t")).containsExactly("1", "2");
        models.records("t").forEach(models::load);
        assertThat(each.names("evaluation"))
            .containsExactly("index.html", "metrics", "report.json");
      }
      assertThat(new Promotions(stopped.tables()).champion("t"))
          .isEqualTo(new Promotions(undisturbed.tables()).champion("t"));
    }
  }

  private static void stop(FaultyWorkspace workspace, FaultyWorkspace.Verb verb) {
    workspace.stopEverywhere(
        ALL ? Optional.of(Fault.KILLED) : Optional.empty(), FaultsTest::point, verb);
  }

  /**
   * One point for each kind; a second commit is one of its own where it decides who is champion.
   */
  private static String point(String operation) {
    if (ALL) {
      return operation;
    }
    if (!COMMIT.matcher(operation).matches()) {
      return "";
    }
    String named = DIGEST.matcher(operation).replaceAll("DIGEST");
    return operation.contains("registry/") || operation.contains("runs/test_openings")
        ? named
        : named.replaceAll("/\\.?\\d{8,}", "/N");
  }

  /** The verbs that came through, in order. */
  private static List<String> runs(FaultyWorkspace workspace) {
    return new RunLedger(workspace.tables())
        .runs().stream().filter(run -> !run.failed()).map(RunRecord::verb).toList();
  }

  private Path make(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }
}
