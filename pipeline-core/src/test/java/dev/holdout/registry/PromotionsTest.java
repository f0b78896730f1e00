package dev.holdout.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.table.Tables;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PromotionsTest {
  @TempDir Path workspace;

  @Test
  void theChampionIsTheLastPromoted() {
    Promotions promotions =
        new Promotions(new Tables(TestSession.spark(), workspace.toString(), 365));
    assertThat(promotions.champion("loans")).isEmpty();
    promotions.promote("loans", 1, "r1", "first");
    promotions.promote("other", 7, "r1", "another model");
    promotions.promote("loans", 2, "r2", "better");
    promotions.promote("loans", 2, "r2", "the same run once more");
    assertThat(promotions.champion("loans")).contains(2L);
    promotions.promote("loans", 1, "r3", "roll back");
    assertThat(promotions.champion("loans")).contains(1L);
    assertThat(promotions.of("loans"))
        .extracting(Promotion::sequence, Promotion::version, Promotion::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, 1L, "first"),
            org.assertj.core.groups.Tuple.tuple(2L, 2L, "better"),
            org.assertj.core.groups.Tuple.tuple(3L, 1L, "roll back"));
  }
}
