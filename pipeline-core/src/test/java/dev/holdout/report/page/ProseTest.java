package dev.holdout.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.report.page.Prose.Piece;
import org.junit.jupiter.api.Test;

class ProseTest {
  @Test
  void tellsNamesFromWords() {
    assertThat(Prose.of("`a` is `b c`.").pieces())
        .containsExactly(
            new Piece("a", true),
            new Piece(" is ", false),
            new Piece("b c", true),
            new Piece(".", false));
  }

  @Test
  void leavesABacktickWithoutAPartner() {
    assertThat(Prose.of("`a` and `b").pieces())
        .containsExactly(new Piece("a", true), new Piece(" and `b", false));
    assertThat(Prose.of("").pieces()).isEmpty();
  }
}
