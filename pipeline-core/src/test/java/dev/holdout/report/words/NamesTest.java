package dev.holdout.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void makesControlCharactersVisible() {
    assertThat(Names.shown("a\u001b[31mb\nc\u0000")).isEqualTo("a·[31mb c·");
  }

  @Test
  void keepsTextInItsDirection() {
    assertThat(Names.shown("a\u202eb")).isEqualTo("a·b");
    assertThat(Names.shown("שלום")).isEqualTo("שלום");
  }

  @Test
  void cutsByCharacterAndNotWithinOne() {
    assertThat(Names.shown("😀😀😀😀", 3)).isEqualTo("😀😀…");
    assertThat(Names.shown("abc", 3)).isEqualTo("abc");
    assertThat(Names.shown("\ud83d", 3)).isEqualTo("\ufffd");
  }

  @Test
  void tellsMissingFromEmpty() {
    assertThat(Names.value(Optional.empty())).isEqualTo("(missing)");
    assertThat(Names.value(Optional.of(""))).isEqualTo("(empty text)");
    assertThat(Names.value(Optional.of("North"))).isEqualTo("North");
  }
}
