package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import dev.holdout.table.Tables;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
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
    assertThat(ledger.open(look("rule a", "k1", 1), Optional.empty())).isEqualTo(1);
    assertThat(ledger.open(look("rule b", "k2", 1), Optional.empty())).isEqualTo(1);
    assertThat(ledger.open(look("rule a", "k3", 2), Optional.empty())).isEqualTo(2);
    assertThat(ledger.openings("rule a")).hasSize(2);
    assertThat(ledger.openings()).hasSize(3);
  }

  @Test
  void countsAnOpeningThatIsRepeatedAfterAKillOnce() {
    ledger.open(look("rule", "k1", 1), Optional.empty());
    ledger.open(look("rule", "k2", 2), Optional.empty());
    assertThat(new TestLedger(tables).open(look("rule", "k1", 1), Optional.empty())).isEqualTo(2);
  }

  @Test
  void refusesTheOpeningBeyondTheBudgetAndRecordsNothing() {
    ledger.open(look("rule", "k1", 1), Optional.of(2));
    ledger.open(look("rule", "k2", 2), Optional.of(2));
    assertThatThrownBy(() -> ledger.open(look("rule", "k3", 3), Optional.of(2)))
        .isInstanceOfSatisfying(
            HoldoutException.class, refused -> assertThat(refused.code().exitCode()).isEqualTo(66))
        .hasMessageStartingWith(
            "[TEST_BUDGET_SPENT] Cannot open Test of datasets/t for models/t@3: found 2 openings, expected fewer than"
                + " evaluation.max_openings = 2. It was opened by run run-k1, run run-k2; last at ")
        .hasMessageContaining(
            " by "
                + TestSession.spark().sparkContext().sparkUser()
                + ", to evaluate models/t@2. No row of Test was read")
        .hasMessageContaining("split.seed")
        .hasMessageContaining("evaluation.reusable_holdout");
    assertThat(ledger.openings("rule")).hasSize(2);
  }

  @Test
  void aRepeatedOpeningIsNotRefusedAndARaisedBudgetLetsTheNextThrough() {
    ledger.open(look("rule", "k1", 1), Optional.of(1));
    assertThat(ledger.open(look("rule", "k1", 1), Optional.of(1))).isEqualTo(1);
    assertThat(ledger.open(look("other rule", "k2", 1), Optional.of(1))).isEqualTo(1);
    assertThat(ledger.open(look("rule", "k3", 2), Optional.of(2))).isEqualTo(2);
  }

  @Test
  void tellsWhoWhenWhichModelAndWhatWasRead() {
    Instant before = Instant.now().minusSeconds(1);
    TestLedger.Look look = look("rule", "k1", 7);
    ledger.open(look, Optional.empty());
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
    assertThat(ledger.open(look("rule", "k1", 2), Optional.empty())).isEqualTo(2);
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
