package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.table.Tables;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestLedgerTest {
  @TempDir Path folder;

  private Tables tables;
  private TestLedger ledger;

  @BeforeEach
  void openWorkspace() {
    tables = new Tables(TestSession.spark(), folder.toString(), 30);
    ledger = new TestLedger(tables);
  }

  @Test
  void countsTheOpeningsOfEachTestApart() {
    assertThat(ledger.openings()).isEmpty();
    assertThat(ledger.open(look("rule a", "k1", 1))).isEqualTo(1);
    assertThat(ledger.open(look("rule b", "k2", 1))).isEqualTo(1);
    assertThat(ledger.open(look("rule a", "k3", 2))).isEqualTo(2);
    assertThat(ledger.openings("rule a")).hasSize(2);
    assertThat(ledger.openings()).hasSize(3);
  }

  @Test
  void countsAnOpeningThatIsRepeatedAfterAKillOnce() {
    ledger.open(look("rule", "k1", 1));
    ledger.open(look("rule", "k2", 2));
    assertThat(new TestLedger(tables).open(look("rule", "k1", 1))).isEqualTo(2);
  }

  @Test
  void tellsWhoWhenWhichModelAndWhatWasRead() {
    Instant before = Instant.now().minusSeconds(1);
    TestLedger.Look look = look("rule", "k1", 7);
    ledger.open(look);
    assertThat(ledger.openings())
        .singleElement()
        .satisfies(
            opening -> {
              assertThat(opening.look()).isEqualTo(look);
              assertThat(opening.openedBy())
                  .isEqualTo(TestSession.spark().sparkContext().sparkUser())
                  .isNotEmpty();
              assertThat(opening.at()).isBetween(before, Instant.now().plusSeconds(1));
            });
  }

  @Test
  void readsRowsFromBeforeModelsWereRecorded() {
    tables.append(
        "runs/test_openings",
        TestSession.spark()
            .sql(
                "SELECT 'rule' AS split, 'r0' AS run, 'evaluate models/t@1' AS purpose, 'ada' AS"
                    + " opened_by, TIMESTAMP '2026-01-02 03:04:05' AS at"),
        "old",
        "r0");
    assertThat(ledger.openings("rule"))
        .singleElement()
        .satisfies(
            opening -> {
              assertThat(opening.openedBy()).isEqualTo("ada");
              assertThat(opening.look().model()).isEmpty();
              assertThat(opening.look().rows()).isZero();
            });
    assertThat(ledger.open(look("rule", "k1", 2))).isEqualTo(2);
  }

  private static TestLedger.Look look(String split, String key, int version) {
    return new TestLedger.Look(
        split,
        "t",
        "run-" + key,
        "models/t@" + version,
        "evaluate models/t@" + version,
        "metrics, scores",
        100,
        key);
  }
}
