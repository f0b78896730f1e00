package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluate.ReusableHoldout;
import dev.holdout.lineage.Json;
import dev.holdout.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestLedgerTest {
  private static final OpeningSpec UNLIMITED =
      new OpeningSpec(true, Optional.empty(), Optional.empty());

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
    assertThat(ledger.open(look("rule a", "k1", 1), UNLIMITED)).isEqualTo(1);
    assertThat(ledger.open(look("rule b", "k2", 1), UNLIMITED)).isEqualTo(1);
    assertThat(ledger.open(look("rule a", "k3", 2), UNLIMITED)).isEqualTo(2);
    assertThat(ledger.openings("rule a")).hasSize(2);
    assertThat(ledger.openings()).hasSize(3);
  }

  @Test
  void countsAnOpeningThatIsRepeatedAfterAKillOnce() {
    ledger.open(look("rule", "k1", 1), UNLIMITED);
    ledger.open(look("rule", "k2", 2), UNLIMITED);
    assertThat(new TestLedger(tables).open(look("rule", "k1", 1), UNLIMITED)).isEqualTo(2);
  }

  @Test
  void refusesTheOpeningBeyondTheBudgetAndRecordsNothing() {
    ledger.open(look("rule", "k1", 1), atMost(2));
    ledger.open(look("rule", "k2", 2), atMost(2));
    assertThatThrownBy(() -> ledger.open(look("rule", "k3", 3), atMost(2)))
        .isInstanceOfSatisfying(
            HoldoutException.class, refused -> assertThat(refused.code().exitCode()).isEqualTo(66))
        .hasMessageStartingWith(
            "[TEST_BUDGET_SPENT] Cannot open Test of datasets/t for models/t@3: found 2 openings,"
                + " expected fewer than evaluation.max_openings = 2. It was opened by run run-k1,"
                + " run run-k2; last at ")
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
    ledger.open(look("rule", "k1", 1), atMost(1));
    assertThat(ledger.open(look("rule", "k1", 1), atMost(1))).isEqualTo(1);
    assertThat(ledger.open(look("other rule", "k2", 1), atMost(1))).isEqualTo(1);
    assertThat(ledger.open(look("rule", "k3", 2), atMost(2))).isEqualTo(2);
  }

  @Test
  void tellsWhoWhenWhichModelAndWhatWasRead() {
    Instant before = Instant.now().minusSeconds(1);
    TestLedger.Look look = look("rule", "k1", 7);
    ledger.open(look, UNLIMITED);
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
    assertThat(ledger.open(look("rule", "k1", 2), UNLIMITED)).isEqualTo(2);
  }

  @Test
  void countsOpeningsWhoseRowsAreGoneAndSaysSo() throws IOException {
    ledger.open(look("rule", "k1", 1), UNLIMITED);
    ledger.open(look("rule", "k2", 2), UNLIMITED);
    ledger.open(look("other", "k3", 1), UNLIMITED);
    assertThat(ledger.unlisted().tests()).isEmpty();
    Path cut = folder.resolve("cut");
    for (String part : List.of("registry", "registry/test_usage")) {
      Files.createDirectories(cut.resolve(part));
    }
    for (String test : List.of("rule.json", "other.json")) {
      Files.copy(
          folder.resolve("registry/test_usage/" + test),
          cut.resolve("registry/test_usage/" + test));
    }
    TestLedger without = new TestLedger(new Tables(TestSession.spark(), cut.toString(), 30));
    assertThat(without.openings()).isEmpty();
    assertThat(without.unlisted().tests()).isEqualTo(Map.of("rule", 2L, "other", 1L));
    assertThat(without.unlisted().pipelines()).isEqualTo(Map.of("t", 3L));
    assertThatThrownBy(() -> without.open(look("rule", "k4", 4), atMost(2)))
        .hasMessageContaining(
            "found 2 openings on record (0 in runs/test_openings), expected fewer");
    assertThat(without.open(look("rule", "k2", 2), atMost(2))).isEqualTo(2);
    assertThat(without.open(look("rule", "k4", 4), UNLIMITED)).isEqualTo(3);
    assertThat(without.unlisted().of("rule")).isEqualTo(1);
  }

  @Test
  void keepsTheSecretOfTheFirstReusableOpeningToItself() {
    OpeningSpec reusable =
        new OpeningSpec(
            true, Optional.empty(), Optional.of(new ReusableHoldout.Spec(0.04, 0.004, 100)));
    ledger.open(look("rule", "k1", 1), UNLIMITED);
    ledger.open(look("rule", "k2", 2), reusable);
    String secret = ledger.secret("rule");
    assertThat(secret).matches("[0-9a-f]{64}");
    ledger.open(look("rule", "k3", 3), reusable);
    ledger.open(look("other", "k4", 1), reusable);
    assertThat(ledger.secret("rule")).isEqualTo(secret);
    assertThat(ledger.secret("other")).isNotEqualTo(secret);
    assertThat(Json.pretty(ledger.openings())).doesNotContain(secret, "secret");
  }

  private static OpeningSpec atMost(int openings) {
    return new OpeningSpec(true, Optional.of(openings), Optional.empty());
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
