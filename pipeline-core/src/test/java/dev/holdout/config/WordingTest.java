package dev.holdout.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordingTest {
  @Test
  void cutsLongListsAndTexts() {
    assertThat(Wording.list(List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11")))
        .isEqualTo("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, … (11 in all)");
    assertThat(Wording.quoted("x".repeat(61))).isEqualTo("'" + "x".repeat(60) + "…'");
    assertThat(Wording.quoted("a\n b")).isEqualTo("'a b'");
  }
}
