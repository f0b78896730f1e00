package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.fault.Fault;
import dev.holdout.registry.ModelStore;
import dev.holdout.registry.Promotions;
import dev.holdout.workflow.RunLedger.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills and full disks at the commits of the verbs that write. The suite stops a run where it
 * matters most; with the environment variable {@code HOLDOUT_FAULTS=kinds} every verb is stopped at
 * every kind of file and commit, which takes ten minutes, and with {@code all} at every operation.
 */
final class FaultsTest {
  private static final String ASKED = "HOLDOUT_FAULTS";
  private static final boolean ALL = "all".equals(System.getenv(ASKED));

  /** Moments before a commit: of a table, of a file written whole, of a part of a model. */
  private static final Pattern COMMIT =
      Pattern.compile(
          "RENAME .*_delta_log/\\d+\\.json|DELETE .*/\\.(?!0)[^/]*\\.(json|html|md)\\.crc"
              + "|DELETE .*/\\.[^/]*RANDOM|CREATE models/.*/1_[^/]*/data/_SUCCESS"
              + "|WRITE datasets/t/part-[^/]*");

  /** Moments of a run at which something exists that its records do not know yet. */
  private static final Pattern CRITICAL =
      Pattern.compile(
          "RENAME ws/(datasets/t|splits/t|runs/test_openings|registry/promotions|runs/runs)"
              + "/_delta_log/0*\\.json"
              + "|DELETE ws/(runs/stages|models/t/1|reports/RUN)/\\.[^/]*\\.(json|html)\\.crc");

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{16,}");

  /** Ledgers, which know the verbs that failed as well. */
  private static final Set<String> OF_EVERY_ATTEMPT =
      Set.of("ws/runs/runs", "ws/runs/stage_log", "ws/lineage/edges");

  @TempDir Path folder;

  @Test
  void aRunThatIsStoppedAndStartedAgainEndsAsOneThatIsNot() throws IOException {
    try (FaultyWorkspace stopped = new FaultyWorkspace(make("stopped"))) {
      stopped.stopEverywhere(
          Optional.empty(),
          operation ->
              CRITICAL.matcher(operation).matches() ? DIGEST.matcher(operation).replaceAll("") : "",
          () -> stopped.run("run"));

      assertThat(stopped.stops()).hasSizeGreaterThanOrEqualTo(8);
      SortedMap<String, Long> rows = stopped.tableRows();
      assertThat(rows)
          .as("rows of tables, after %s", stopped.stops())
          .containsEntry("ws/datasets/t", 300L)
          .containsEntry("ws/datasets/t_quarantine", 1L)
          .containsEntry("ws/splits/t", 300L)
          .containsEntry("ws/runs/test_openings", 1L)
          .containsEntry("ws/registry/promotions", 1L);
      assertThat(rows.get("ws/predictions/t_out_of_fold/logistic_regression"))
          .isEqualTo(300 - rows.get("ws/predictions/t_test"));
      assertThat(runs(stopped)).containsExactly("run");
      assertModels(stopped, 1);
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = ASKED, matches = "kinds|all")
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
      assertThat(ofResults(stopped.tableRows()))
          .as("rows of every table, after %s", stopped.stops())
          .isEqualTo(ofResults(undisturbed.tableRows()));
      assertThat(runs(stopped)).isEqualTo(runs(undisturbed));
      for (FaultyWorkspace each : List.of(undisturbed, stopped)) {
        assertModels(each, 2);
        assertThat(each.names("evaluation"))
            .containsExactly("index.html", "metrics", "report.json");
      }
      assertThat(new Promotions(stopped.tables()).champion("t"))
          .isEqualTo(new Promotions(undisturbed.tables()).champion("t"));
    }
  }

  private static void assertModels(FaultyWorkspace workspace, int expected) {
    ModelStore models = new ModelStore(workspace.tables());
    assertThat(models.records("t")).hasSize(expected);
    assertThat(workspace.names("ws/models/t")).hasSize(expected);
    models.records("t").forEach(models::load);
  }

  private static SortedMap<String, Long> ofResults(SortedMap<String, Long> rows) {
    rows.keySet().removeAll(OF_EVERY_ATTEMPT);
    return rows;
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
