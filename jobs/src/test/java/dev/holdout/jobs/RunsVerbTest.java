package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.table.Tables;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsVerbTest {
  private final Console console = new Console();

  @TempDir private Path workspace;

  @BeforeEach
  void openTests() {
    Tables tables = new Tables(TestSession.spark(), workspace.toString(), 30);
    String columns =
        "split, run, purpose, opened_by, CAST(at AS TIMESTAMP) AS at, pipeline, model, read, CAST(rows AS BIGINT)"
            + " AS rows, key, secret";
    tables.append(
        "runs/test_openings",
        TestSession.spark()
            .sql(
                "SELECT "
                    + columns
                    + " FROM VALUES ('0123456789abcdef', 'r1', 'evaluate', 'ada', '2026-01-02 03:04:05', 'loans',"
                    + " 'models/loans@1', 'metrics, scores', 1200, 'k1', 'hush'), ('0123456789abcdef', 'r2',"
                    + " 'evaluate', 'bob', '2026-01-03 03:04:05', 'loans', 'models/loans@2', 'metrics', 1300, 'k2',"
                    + " null), ('fedcba9876543210', 'r3', 'evaluate', 'bob', '2026-01-04 03:04:05', 'adult',"
                    + " 'models/adult@1', 'metrics', 9, 'k3', null) AS opened(split, run, purpose, opened_by, at,"
                    + " pipeline, model, read, rows, key, secret)"),
        "openings",
        "r1");
  }

  @Test
  void listsWhoLookedAtTestAndWhen() {
    assertThat(runs("--openings")).isZero();
    assertThat(console.out())
        .containsPattern(
            "01234567 +1 +2026-01-02 03:04 +ada +loans +models/loans@1 +1,200 +metrics, scores +r1")
        .containsPattern("01234567 +2 +2026-01-03 03:04 +bob +loans +models/loans@2")
        .containsPattern("fedcba98 +1 +2026-01-04 03:04 +bob +adult");
  }

  @Test
  void listsOnePipelinesOpeningsAndNeverTheSecret() {
    assertThat(runs("--openings=loans", "--json")).isZero();
    assertThat(console.out())
        .contains("models/loans@2", "\"openedBy\" : \"ada\"")
        .doesNotContain("adult", "hush");
    assertThat(runs("--openings=none")).isZero();
    assertThat(console.out()).contains("Test of none was not opened");
  }

  private int runs(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "runs";
    all[1] = "--workspace";
    all[2] = workspace.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return console.run(all);
  }
}
